/** Stands in for the server's socket: it answers each message with one turn and pushes what a scenario wants. */

const OPEN = { sid: "made-up", upgrades: [], pingInterval: 20_000, pingTimeout: 20_000, maxPayload: 100_000 };
const FINE_PRINT = {
  disclaimer: { text: "This information is general.", url: null },
  contact: { name: "Larkfield Helpline", phone: "555-0100", email: null, url: null, hours: null },
};

/** Returns what a scenario can do with the socket of a page that is yet to be visited; it answers after a while. */
export async function answerOverSocket(page, afterMs = 0) {
  const heard = [];
  let socket = null;
  let number = 0;
  const turn = (text, { author, status }) => ({
    turn_id: `pushed-${(number += 1)}`,
    author,
    kind: "handoff",
    text,
    sections: [],
    options: [],
    ...FINE_PRINT,
    handoff: { ticket: "RG-7F3K92QX", status, asks_for: null },
  });
  const push = (name, ...content) => socket.send(`42${JSON.stringify([name, ...content])}`);

  await page.routeWebSocket(/\/widget\/socket\.io\//, (opened) => {
    socket = opened;
    opened.send(`0${JSON.stringify(OPEN)}`);
    opened.onMessage((packet) => {
      if (packet.startsWith("40")) return opened.send('40{"sid":"made-up"}');
      const [, id, content] = /^42(\d*)(\[.*)$/s.exec(packet) ?? [];
      if (!content) return undefined;
      heard.push(JSON.parse(content)[0]);
      const answer = turn("You are now talking to a person.", { author: "bot", status: "with_operator" });
      // What nobody waits for any more does not keep the scenario going.
      if (id) setTimeout(() => opened.send(`43${id}${JSON.stringify([{ turns: [answer] }])}`), afterMs).unref();
      return undefined;
    });
  });

  return {
    push,
    pushTurn: (text, of) => push("turns", { turns: [{ ...turn(text, of), sequence: number }], answers: null }),
    count: (name) => heard.filter((one) => one === name).length,
    until: async (name) => {
      while (!heard.includes(name)) await page.waitForTimeout(20);
    },
  };
}
