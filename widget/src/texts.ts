/**
 * All words of the widget itself, each in the languages it speaks: English, then Spanish. What the assistant says comes
 * from the server.
 */

const TEXTS = {
  title: ["Ask RareGuide", "Pregunte a RareGuide"],
  greeting: [
    "Ask about a rare condition\n\nEvery answer is quoted from our pages, with its date and source.",
    "Pregunte sobre una enfermedad rara\n\n" +
      "Cada respuesta se cita de nuestras páginas, con fecha y fuente. Por ahora, en inglés.",
  ],
  conversation: ["Conversation", "Conversación"],
  close: ["Close", "Cerrar"],
  startAgain: ["Start again", "Empezar de nuevo"],
  startedAgain: ["Conversation cleared.", "Conversación borrada."],
  you: ["You", "Usted"],
  assistant: ["Automatic assistant", "Asistente automático"],
  emergency: ["Emergency", "Emergencia"],
  helpNow: ["Someone to talk to now", "Alguien con quien hablar ahora"],
  writing: ["The answer is being looked up.", "Se está buscando la respuesta."],
  notSentYet: ["Not sent yet.", "Aún sin enviar."],
  notSent: ["Could not be sent.", "No se ha podido enviar."],
  sendAgain: ["Send again", "Enviar de nuevo"],
  inputLabel: ["Your question", "Su pregunta"],
  inputHint: ["Ask a question", "Escriba una pregunta"],
  privacy: ["Please do not write personal details.", "No escriba datos personales."],
  send: ["Send", "Enviar"],
  suggestions: ["Suggested questions", "Preguntas sugeridas"],
  about: [(name: string) => `About ${name}`, (name: string) => `Sobre ${name}`],
  lastUpdated: ["Last updated", "Última actualización:"],
  source: ["Source", "Fuente"],
  license: ["Licence", "Licencia"],
  references: [
    (count: number) => (count === 1 ? "1 source" : `${count} sources`),
    (count: number) => (count === 1 ? "1 fuente" : `${count} fuentes`),
  ],
  reference: [(number: number) => `Reference ${number}`, (number: number) => `Referencia ${number}`],
  accessed: ["accessed", "consultado el"],
  disclaimerPage: ["Read more", "Leer más"],
  contact: ["Contact", "Contacto"],
  website: ["Website", "Sitio web"],
  talkToPerson: ["Talk to a person", "Hablar con una persona"],
  talk: ["Talk to a person", "Una persona"],
  askForPerson: ["I would like to talk to a person", "Quisiera hablar con una persona"],
  more: ["More", "Más"],
  print: ["Print", "Imprimir"],
  save: ["Save as a file", "Guardar como archivo"],
  forget: ["Forget me", "Olvidar mis datos"],
  startAgainQuestion: [
    (ticket: string) =>
      `Your request ${ticket} stays open, but only this conversation can follow or withdraw it. Begin another?`,
    (ticket: string) =>
      `Su solicitud ${ticket} sigue abierta, pero solo esta conversación puede seguirla o retirarla. ¿Empezar otra?`,
  ],
  forgetQuestion: [
    "Delete this conversation, here and on the server? This cannot be undone.",
    "¿Borrar esta conversación, aquí y en el servidor? No se puede deshacer.",
  ],
  forgetYes: ["Delete it", "Borrarla"],
  forgetNo: ["Keep it", "Conservarla"],
  forgotten: ["Deleted, here and on the server.", "Borrada, aquí y en el servidor."],
  forgetLater: [
    "Deleted here. The server cannot be reached now; it deletes its part as soon as it can.",
    "Borrada aquí. No se puede llegar ahora al servidor; borrará su parte en cuanto pueda.",
  ],
  oldDate: ["There may be newer findings.", "Puede haber hallazgos más recientes."],
  notReviewed: ["not reviewed", "sin revisar"],
  noDate: ["no date", "sin fecha"],
  oldYear: [(year: string) => `${year} (over 5 years old)`, (year: string) => `${year} (hace más de 5 años)`],
  wholeSection: ["The whole section", "La sección completa"],
  readOn: ["Read on", "Seguir leyendo"],
  sideBySide: ["Side by side", "Comparar lado a lado"],
  larger: ["Make larger", "Ampliar"],
  smaller: ["Make smaller", "Reducir"],
  openAll: ["Open all", "Abrir todo"],
  closeAll: ["Close all", "Cerrar todo"],
  firstScreen: ["To begin with", "Para empezar"],
  searchLabel: ["Find a condition", "Buscar una enfermedad"],
  searchHint: ["A name or a part of it", "Un nombre o una parte"],
  searchNone: [
    "No condition by that name. You can still ask below.",
    "Ninguna enfermedad con ese nombre. Puede preguntar abajo.",
  ],
  searchFound: [
    (count: number) => `Conditions found: ${count}`,
    (count: number) => `Enfermedades encontradas: ${count}`,
  ],
  also: [(name: string) => `also: ${name}`, (name: string) => `también: ${name}`],
  topic: ["About:", "Sobre:"],
  dropTopic: [(name: string) => `Leave the topic ${name}`, (name: string) => `Dejar de hablar de ${name}`],
  pageTopic: [
    (name: string) => `This page is about ${name}. Shall we talk about it?`,
    (name: string) => `Esta página trata de ${name}. ¿Hablamos de eso?`,
  ],
  pageTopicYes: ["Yes", "Sí"],
  pageTopicNo: [(name: string) => `No, stay with ${name}`, (name: string) => `No, seguir con ${name}`],
  moreReplies: [(count: number) => `${count} more`, (count: number) => `${count} más`],
  newMessages: [
    (count: number) => (count === 1 ? "New message" : `${count} new messages`),
    (count: number) => (count === 1 ? "Mensaje nuevo" : `${count} mensajes nuevos`),
  ],
  slow: ["This takes longer than usual.", "Tarda más de lo habitual."],
  stopWaiting: ["Stop waiting", "No esperar más"],
  undo: ["Undo", "Deshacer"],
  charactersLeft: [
    (count: number) => `Characters left: ${count}`,
    (count: number) => `Caracteres que quedan: ${count}`,
  ],
  charactersOver: [
    (count: number) => `Characters too many: ${count}`,
    (count: number) => `Caracteres de más: ${count}`,
  ],
  tooLong: ["Too long. Nothing has been sent.", "Demasiado largo. No se ha enviado nada."],
  notSetUp: ["This chat is not set up for this site.", "Este chat no está configurado para este sitio."],
  helpful: ["This was helpful", "Me ha servido"],
  notHelpful: ["This was not helpful", "No me ha servido"],
  rate: ["Was this helpful?", "¿Le ha servido?"],
  rated: ["Thank you for telling us.", "Gracias por decírnoslo."],
  ratedNot: ["Your opinion could not be kept.", "No se ha podido guardar."],
  comment: ["What was missing?", "¿Qué faltaba?"],
  commentHelpful: ["Anything to add?", "¿Algo que añadir?"],
  noComment: ["Not now", "Ahora no"],
  cancel: ["Cancel the request", "Cancelar la solicitud"],
  requestTitle: ["Your request to a person", "Su solicitud a una persona"],
  optional: ["(optional)", "(opcional)"],
  ownLanguage: ["English", "Español"],
  needed: ["Please fill this in.", "Rellénelo, por favor."],
  orSayIt: ["Or say it here", "O dígalo aquí"],
  goOn: ["Continue", "Continuar"],
  checking: ["Being checked …", "Se está revisando …"],
  sendRequest: ["Yes, send it", "Sí, enviarla"],
  change: ["Change something", "Cambiar algo"],
  offline: [
    "No connection. What you send waits here until it is back.",
    "Sin conexión. Lo que envíe espera aquí hasta que vuelva.",
  ],
  waitingForPerson: ["Waiting for a person", "Esperando a una persona"],
  withPerson: [
    (name: string) => `You are talking to ${name || "a person"}`,
    (name: string) => `Está hablando con ${name || "una persona"}`,
  ],
  person: ["A person", "Una persona"],
  read: ["Read", "Leído"],
  personTypes: ["The person is typing.", "La persona está escribiendo."],
  asksFor: [
    {
      question: "Your question to the person",
      name: "Your name",
      contact: "Your e-mail address or phone number",
      language: "Your language",
      consent: "Do you agree? Yes or no",
    },
    {
      question: "Su pregunta para la persona",
      name: "Su nombre",
      contact: "Su correo electrónico o teléfono",
      language: "Su idioma",
      consent: "¿Está de acuerdo? Sí o no",
    },
  ],
  formHint: ["Nothing is passed on before you agree.", "No se transmite nada antes de que acepte."],
  messageToPerson: ["Your message to the person", "Su mensaje para la persona"],
  speak: [
    "Speak your question. Your browser may send the sound to its maker.",
    "Diga su pregunta. Su navegador puede enviar el sonido a su fabricante.",
  ],
  stopListening: ["Stop listening", "Dejar de escuchar"],
  readAloud: ["Read aloud", "Leer en voz alta"],
  stopReading: ["Stop reading", "Dejar de leer"],
  savedTitle: ["A conversation with an automatic assistant", "Una conversación con un asistente automático"],
  savedOn: ["Saved on", "Guardado el"],
};

export type Language = "en" | "es";

export type Texts = { readonly [Key in keyof typeof TEXTS]: (typeof TEXTS)[Key][number] };

const inOne = (place: number): Texts =>
  Object.fromEntries(Object.entries(TEXTS).map(([key, words]) => [key, words[place]])) as unknown as Texts;

const LANGUAGES: Readonly<Record<Language, Texts>> = { en: inOne(0), es: inOne(1) };

/** Returns the language for a tag such as "es-MX": Spanish where it asks for it, else English. */
export function languageOf(tag: string | null | undefined): Language {
  return tag?.toLowerCase().split("-")[0] === "es" ? "es" : "en";
}

export function textsIn(language: Language): Texts {
  return LANGUAGES[language];
}
