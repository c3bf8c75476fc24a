// A certified implementation of OpenID Connect, whose page to log in lets everybody in as whom a test has named.
// Started with the number of a port, and a JSON text: client_id, client_secret and redirect_uris of one client.
import { createServer } from "node:http";

import Provider from "oidc-provider";

const [port, client] = [process.argv[2], JSON.parse(process.argv[3])];
const issuer = `http://127.0.0.1:${port}`;
let person = {};

const provider = new Provider(issuer, {
  clients: [client],
  claims: { openid: ["sub"], email: ["email"], profile: ["name", "groups"] },
  features: { devInteractions: { enabled: false } },
  findAccount: (_context, subject) => ({ accountId: subject, claims: () => ({ sub: subject, ...person.claims }) }),
  interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
  loadExistingGrant: async (context) => {
    const { client, session } = context.oidc;
    const grant = new context.oidc.provider.Grant({ clientId: client.clientId, accountId: session.accountId });
    grant.addOIDCScope("openid email profile");
    await grant.save();
    return grant;
  },
  pkce: { required: () => true, methods: ["S256"] },
  cookies: { keys: ["only for tests"] },
});

const readJson = async (request) => {
  const parts = [];
  for await (const part of request) parts.push(part);
  return JSON.parse(Buffer.concat(parts).toString());
};

const answer = provider.callback();
createServer(async (request, response) => {
  if (request.url === "/person") {
    person = await readJson(request);
    response.end();
  } else if (request.url.startsWith("/interaction/")) {
    const result = person.refused ? { error: "access_denied" } : { login: { accountId: person.subject } };
    await provider.interactionFinished(request, response, result);
  } else {
    answer(request, response);
  }
}).listen(Number(port), "127.0.0.1");
