/* Keeps the queue and the request page up to date. Everything else works without it. */
"use strict";

const main = document.querySelector("main");
const page = main.dataset.page;
const byId = (id) => document.getElementById(id);

const BEAT = 20_000;
const POLL = 5_000;
/** The stream gives a sign every ten seconds; one that has given none for so long is not waited for. */
const SILENCE = 25_000;
const REDRAW = 30_000;
const TYPING_AGAIN = 3_000;

/* ---- fetching ---- */

/** Fetches a page as a document: parsed by the browser, escaped by the server, never run as script. */
function fetchPage(address) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("GET", address);
    request.responseType = "document";
    request.timeout = 15_000;
    request.setRequestHeader("X-By-Script", "1");
    request.onload = () => {
      const isOver = new URL(request.responseURL).pathname === "/log-in";
      if (isOver) logInAgain();
      else if (request.status === 200 && request.response) resolve(request.response);
      else reject(new Error(String(request.status)));
    };
    request.onerror = request.ontimeout = () => reject(new Error("no connection"));
    request.send();
  });
}

/** Sends a form; throws a sentence that people can read. */
async function send(address, fields) {
  let answer;
  try {
    answer = await fetch(address, {
      method: "POST",
      headers: { Accept: "application/json" },
      body: new URLSearchParams({ ...fields, token: main.dataset.token }),
    });
  } catch {
    throw new Error("There is no connection. Your words are still here; send them again.");
  }
  if (answer.status === 401) return logInAgain();
  if (answer.ok) return undefined;
  const { problem } = await answer.json().catch(() => ({}));
  throw new Error(problem ?? "That did not work. Please try again.");
}

function logInAgain() {
  location.assign(main.dataset.url);
}

/* ---- what is on the page ---- */

let isRefreshing = false;
let isStale = false;
/** The page could not be brought to what the server has: it says so, and is fetched anew until it can. */
let isOld = false;
/** Nothing is told of what changes. */
let isDeaf = false;

/** The queue is fetched no more often: where many work, something in it changes all the time. */
const QUEUE_PAUSE = 1_500;
let refreshedAt = 0;

/** Brings the page to what the server has now; a second call meanwhile leads to one more round. */
async function refresh() {
  isStale = true;
  if (isRefreshing) return;
  isRefreshing = true;
  try {
    while (isStale) {
      const early = page === "queue" ? refreshedAt + QUEUE_PAUSE - Date.now() : 0;
      if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
      isStale = false;
      refreshedAt = Date.now();
      const fresh = await fetchPage(main.dataset.url);
      // What has been deleted must not stay on the screen, in whichever part of the page it is.
      if (fresh.querySelector("main").dataset.erased !== main.dataset.erased) return location.replace(main.dataset.url);
      replaceRegions(fresh);
      addMessages(fresh);
    }
    isOld = false;
  } catch {
    isOld = true;
  } finally {
    isRefreshing = false;
    showConnection();
  }
}

/** Replaces regions that have changed, and keeps the focus on what it was on. */
function replaceRegions(fresh) {
  for (const region of document.querySelectorAll("[data-live]")) {
    const other = fresh.getElementById(region.id);
    const isSame = region.dataset.version !== undefined && other?.dataset.version === region.dataset.version;
    if (!other || isSame) continue;
    const focused = region.contains(document.activeElement) ? document.activeElement.id : "";
    region.replaceWith(document.importNode(other, true));
    if (focused) (byId(focused) ?? main).focus();
  }
  prepareReply();
}

function addMessages(fresh) {
  const log = byId("log");
  if (!log) return;
  const isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
  const known = new Set([...log.querySelectorAll("[data-sequence]")].map((message) => message.dataset.sequence));
  const added = [...fresh.querySelectorAll("#log [data-sequence]")].filter((one) => !known.has(one.dataset.sequence));
  for (const message of added) log.append(document.importNode(message, true));
  if (added.length > 0 && isAtEnd) log.scrollTop = log.scrollHeight;
  void noteRead();
}

/** Tells the server what somebody has before their eyes, so that it counts as unread no more. */
async function noteRead() {
  const last = [...document.querySelectorAll("#log [data-sequence]")].at(-1)?.dataset.sequence;
  if (page !== "request" || document.hidden || !document.hasFocus() || last === undefined || last === noted) return;
  noted = last;
  await send(`${main.dataset.url}/read`, { sequence: last }).catch(() => (noted = ""));
}
let noted = "";

/* ---- what changes ---- */

const title = document.title;
const shown = document.querySelectorAll("section:has(> #waiting) [data-number]");
/** What waits already, so that what arrives between the page and the first news rings too. */
let known = page === "queue" ? new Set([...shown].map((card) => card.dataset.number)) : null;
let version = null;
let news = {};
/** The places of the last alarm and of the last words that have rung; a tab takes them from page to page. */
const heard = { alarm: readHeard("alarm"), words: readHeard("words") };

function readHeard(what) {
  try {
    const kept = sessionStorage.getItem(`rareguide-staff-heard-${what}`);
    return kept === null ? null : Number(kept);
  } catch {
    return null;
  }
}

/** Returns those of some news that have not rung yet; at the first news of a tab none has to. */
function unheard(what, news) {
  const fresh = heard[what] === null ? [] : news.filter((one) => one.sequence > heard[what]);
  heard[what] = Math.max(heard[what] ?? 0, ...news.map((one) => one.sequence));
  try {
    sessionStorage.setItem(`rareguide-staff-heard-${what}`, String(heard[what]));
  } catch {
    // Without storage only what comes while a page is open rings.
  }
  return fresh;
}

/** Takes up news, which leave out what has not changed. */
function learn(changed) {
  news = { ...news, ...changed };
  const waiting = news.waiting.map((request) => request.number);
  const fresh = known === null ? [] : news.waiting.filter((request) => !known.has(request.number));
  known = new Set(waiting);
  const alarms = unheard("alarm", news.alarms);
  // What somebody has before their eyes need not ring.
  const words = unheard("words", news.unread).filter((one) => one.number !== main.dataset.number || isAway());
  const unread = news.unread.reduce((sum, one) => sum + one.count, 0);
  showCount(waiting.length, unread);
  if (alarms.length > 0) tell(`An emergency in request ${alarms.map((alarm) => alarm.number).join(", ")}.`);
  else if (words.length > 0) tell(`New words in your request ${words.map((one) => one.number).join(", ")}.`);
  else if (fresh.length > 0) tellOf(fresh);
  const now = page === "queue" ? news.version : news.request;
  // Also at the first news: something may have changed since the page was made.
  if (version !== now && SHOWS_REQUESTS.has(page)) void refresh();
  version = now;
  const byMail = byId("by-mail");
  // Once somebody has chosen, the choice is theirs.
  if (byMail && news.has_left && !byMail.dataset.isChosen) byMail.checked = true;
  const presence = byId("presence");
  if (presence && presence.textContent !== news.visitor) presence.textContent = news.visitor;
  const typing = byId("typing");
  const typed = news.typing ? "The visitor is typing …" : "";
  if (typing && typing.textContent !== typed) typing.textContent = typed;
}

const SHOWS_REQUESTS = new Set(["queue", "request"]);
const isAway = () => document.hidden || !document.hasFocus();

/** Shows on every page, and in the title, how many wait and how much is unread. */
function showCount(waiting, unread) {
  document.title = waiting + unread > 0 ? `(${waiting + unread}) ${title}` : title;
  const count = byId("count");
  const words = [waiting > 0 ? `${waiting} waiting` : "", unread > 0 ? `${unread} unread` : ""];
  count.textContent = words.filter(Boolean).join(", ");
  count.hidden = waiting + unread === 0;
}

function tellOf(requests) {
  const isUrgent = requests.some((request) => request.priority === "emergency");
  tell(isUrgent ? "A new request is waiting: an emergency." : "A new request is waiting.");
}

function tell(words) {
  byId("announcer").textContent = "";
  setTimeout(() => (byId("announcer").textContent = words), 100);
  ring();
  if ("Notification" in window && Notification.permission === "granted" && document.hidden) {
    const notification = new Notification("RareGuide", { body: words, tag: "rareguide-queue", renotify: true });
    notification.onclick = () => {
      window.focus();
      notification.close();
    };
  }
}

function showConnection() {
  const line = byId("connection");
  const words = isDeaf || isOld ? NOT_FOLLOWING : "";
  line.hidden = words === "";
  if (line.textContent !== words) line.textContent = words;
}

const NOT_FOLLOWING = "This page is not following: what you see may be old. It tries again by itself.";

/** Follows the stream; while none comes, or it brings nothing, asks every five seconds and opens another now and then. */
function follow() {
  const address = `?request=${encodeURIComponent(main.dataset.number ?? "")}`;
  let source = null;
  let openedAt = 0;
  let heardAt = 0;
  let isBehind = true;
  const hear = () => {
    heardAt = Date.now();
    isBehind = isDeaf = false;
    showConnection();
  };
  const open = () => {
    source?.close();
    openedAt = Date.now();
    source = new EventSource(`/live${address}`);
    source.onopen = () => {
      if (version !== null) void refresh();
    };
    source.onmessage = (event) => {
      hear();
      learn(JSON.parse(event.data));
    };
    source.addEventListener("sign", () => {
      hear();
      void beat();
    });
    source.addEventListener("behind", () => (isBehind = true));
    source.addEventListener("over", () => {
      source.close();
      logInAgain();
    });
    source.onerror = () => (isBehind = true);
  };
  /** Asks once; this reads the database itself, so it works where the stream has stopped. */
  const ask = async () => {
    try {
      const timeout = AbortSignal.timeout(2 * POLL);
      const answer = await fetch(`/live/now${address}`, { headers: { Accept: "application/json" }, signal: timeout });
      if (answer.status === 401) return logInAgain();
      if (!answer.ok) throw new Error(String(answer.status));
      learn(await answer.json());
      isDeaf = false;
    } catch {
      isDeaf = true;
    }
    showConnection();
    return undefined;
  };
  let isAsking = false;
  setInterval(async () => {
    if (isOld) void refresh();
    const isSilent = Date.now() - heardAt > SILENCE;
    if ((!isBehind && !isSilent) || isAsking) return;
    if (Date.now() - openedAt > SILENCE) open();
    isAsking = true;
    await ask();
    isAsking = false;
  }, POLL);
  open();
}

/* ---- being there ---- */

let wasActive = true;
let beatAt = 0;
for (const sign of ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"]) {
  addEventListener(sign, () => (wasActive = true), { passive: true });
}

async function beat() {
  // Browsers slow the timers of hidden pages down, but not their streams; both lead here.
  if (Date.now() - beatAt < BEAT / 2) return;
  beatAt = Date.now();
  const active = wasActive ? "1" : "0";
  wasActive = false;
  await send("/presence", { active }).catch(() => {
    wasActive ||= active === "1";
  });
}

/* ---- sound and notifications ---- */

const SOUND = "rareguide-staff-sound";
let audio = null;

function readSound() {
  try {
    return localStorage.getItem(SOUND) !== "off";
  } catch {
    return true;
  }
}

/** Plays two short tones; the browser lets it do so once somebody has used the page. */
function ring() {
  if (!readSound() || !("AudioContext" in window)) return;
  audio ??= new AudioContext();
  if (audio.state === "suspended") void audio.resume();
  for (const [delay, pitch] of [[0, 660], [0.18, 880]]) {
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    const from = audio.currentTime + delay;
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0.15, from);
    volume.gain.exponentialRampToValueAtTime(0.001, from + 0.16);
    tone.connect(volume).connect(audio.destination);
    tone.start(from);
    tone.stop(from + 0.17);
  }
}

function prepareSignals() {
  const sound = byId("sound");
  const notify = byId("notify");
  if (!sound || !notify) return;
  const show = () => {
    sound.textContent = readSound() ? "Sound: on" : "Sound: off";
  };
  sound.hidden = false;
  sound.addEventListener("click", () => {
    try {
      localStorage.setItem(SOUND, readSound() ? "off" : "on");
    } catch {
      // Without storage the sound stays on.
    }
    show();
    ring();
  });
  show();
  notify.hidden = !("Notification" in window) || Notification.permission !== "default";
  notify.addEventListener("click", async () => {
    notify.hidden = (await Notification.requestPermission()) !== "default";
  });
}

/* ---- writing ---- */

/** Makes what the next message is known by: one that is sent again, since its answer was lost, keeps its own. */
function newKey() {
  return crypto.getRandomValues(new Uint32Array(4)).join("-");
}

function prepareForm(form) {
  if (form.dataset.isReady) return;
  form.dataset.isReady = "1";
  const problem = form.querySelector(".problem");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (form.dataset.isSending) return;
    form.dataset.isSending = "1";
    problem.hidden = true;
    const text = form.elements.text;
    const sent = text.value;
    try {
      await send(form.action, Object.fromEntries(new FormData(form)));
      // What was typed while it was under way stays.
      text.value = text.value.startsWith(sent) ? text.value.slice(sent.length) : text.value;
      form.elements.key.value = newKey();
      form.dispatchEvent(new Event("sent"));
      void refresh();
    } catch (error) {
      problem.textContent = error.message;
      problem.hidden = false;
    } finally {
      delete form.dataset.isSending;
      text.focus();
    }
  });
  form.elements.text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || form.dataset.send !== "reply") return;
    event.preventDefault();
    form.requestSubmit();
  });
}

addEventListener("change", (event) => {
  if (event.target.id === "by-mail") event.target.dataset.isChosen = "1";
});

let typedAt = 0;

/** Lets own replies and approved sections be found and taken from the reply box. */
function prepareReply() {
  for (const form of document.querySelectorAll("form[data-send]")) {
    const isNew = !form.dataset.isReady;
    prepareForm(form);
    if (isNew && form.dataset.send === "reply") preparePicker(form);
  }
}

function preparePicker(form) {
  const text = form.elements.text;
  const picker = form.querySelector(".picker");
  const words = picker.querySelector("input");
  const attached = form.querySelector(".attached");
  const attach = (key, name) => {
    form.elements.section.value = key;
    attached.hidden = key === "";
    attached.querySelector("span").textContent = name;
  };
  const leave = () => {
    picker.hidden = true;
    text.focus();
  };
  const options = () => [...byId("choices").querySelectorAll("[role=option]")];
  const chosen = () => options().find((option) => option.getAttribute("aria-selected") === "true");
  const choose = (option) => {
    for (const other of options()) other.setAttribute("aria-selected", String(other === option));
    option?.scrollIntoView({ block: "nearest" });
    if (option) words.setAttribute("aria-activedescendant", option.id);
    else words.removeAttribute("aria-activedescendant");
  };
  const take = (option) => {
    if (option.dataset.response) return void insert(option.dataset.response);
    attach(option.dataset.key, option.dataset.title);
    leave();
    return undefined;
  };
  /** Puts an own reply, filled in by the server, where the cursor is, and marks what has no value yet. */
  const insert = async (response) => {
    const problem = form.querySelector(".problem");
    try {
      const query = new URLSearchParams({ request: main.dataset.number });
      const answer = await fetch(`/replies/${response}/filled-in?${query}`, { headers: { Accept: "application/json" } });
      if (answer.status === 401) return logInAgain();
      const filled = await answer.json();
      if (!answer.ok) throw new Error(filled.problem);
      leave();
      const from = text.selectionStart;
      text.setRangeText(filled.text, from, text.selectionEnd, "end");
      problem.textContent = filled.asked;
      problem.hidden = filled.asked === "";
      const place = filled.missing.length > 0 ? text.value.indexOf(`{${filled.missing[0]}}`, from) : -1;
      if (place >= 0) text.setSelectionRange(place, place + filled.missing[0].length + 2);
    } catch (error) {
      leave();
      problem.textContent = error instanceof TypeError ? "There is no connection. Please try again." : error.message;
      problem.hidden = false;
    }
    return undefined;
  };
  let asked = 0;
  let search = Promise.resolve();
  const find = async () => {
    const mine = (asked += 1);
    const query = new URLSearchParams({ request: main.dataset.number, words: words.value });
    const fresh = await fetchPage(`/choices?${query}`).catch(() => null);
    if (mine !== asked || fresh === null) return;
    const found = [...fresh.getElementById("choices").children].map((child) => document.importNode(child, true));
    byId("choices").replaceChildren(...found);
    choose(options()[0]);
  };

  text.addEventListener("keydown", (event) => {
    const before = text.value.slice(0, text.selectionStart);
    if (event.key !== "/" || !(before === "" || before.endsWith("\n"))) return;
    event.preventDefault();
    picker.hidden = false;
    words.value = "";
    byId("choices").replaceChildren();
    words.focus();
    search = find();
  });
  text.addEventListener("input", () => {
    if (Date.now() - typedAt < TYPING_AGAIN || text.value === "") return;
    typedAt = Date.now();
    send(`${main.dataset.url}/typing`, {}).catch(() => {});
  });
  words.addEventListener("input", () => (search = find()));
  words.addEventListener("keydown", async (event) => {
    const list = options();
    const place = list.indexOf(chosen());
    if (event.key === "Escape") leave();
    else if (event.key === "ArrowDown") choose(list[Math.min(place + 1, list.length - 1)]);
    else if (event.key === "ArrowUp") choose(list[Math.max(place - 1, 0)]);
    else if (event.key !== "Enter") return;
    event.preventDefault();
    if (event.key !== "Enter") return;
    // Enter may come before the sections do.
    await search;
    if (chosen()) take(chosen());
  });
  picker.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) take(option);
  });
  attached.querySelector("button").addEventListener("click", () => {
    attach("", "");
    text.focus();
  });
  form.addEventListener("sent", () => attach("", ""));
}

/* ---- begin ---- */

if (page) {
  prepareSignals();
  prepareReply();
  const log = byId("log");
  if (log) log.scrollTop = log.scrollHeight;
  follow();
  for (const sign of ["focus", "visibilitychange"]) addEventListener(sign, () => void noteRead(), { capture: true });
  void noteRead();
  void beat();
  setInterval(beat, BEAT);
  if (page === "queue") setInterval(refresh, REDRAW);
}
