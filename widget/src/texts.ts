/** All words of the widget itself, in each language it speaks. What the assistant says comes from the server. */

const ENGLISH = {
  title: "Ask RareGuide",
  greeting:
    "Hello. I am an automatic assistant and answer questions about rare conditions. I show what our collection of " +
    "pages says, word for word, with date and sources. I cannot give medical advice.\n\n" +
    "Which condition would you like to know about?",
  conversation: "Conversation",
  close: "Close",
  startAgain: "Start again",
  startedAgain: "The conversation was cleared.",
  newAnswer: "New answer",
  you: "You",
  assistant: "Automatic assistant",
  emergency: "Emergency",
  writing: "The answer is being looked up.",
  notSentYet: "Not sent yet. It is sent as soon as the connection is back.",
  notSent: "This message could not be sent.",
  sendAgain: "Send again",
  inputLabel: "Your question",
  inputHint: "Condition and question",
  privacy: "Please do not write personal details.",
  send: "Send",
  suggestions: "Suggested questions",
  about: (name: string) => `About ${name}`,
  lastUpdated: "Last updated",
  noDate: "No date given",
  source: "Source",
  license: "Licence",
  references: (count: number) => (count === 1 ? "1 reference" : `${count} references`),
  reference: (number: number) => `Reference ${number}`,
  accessed: "accessed",
  disclaimerPage: "Read more",
  contact: "Contact",
  website: "Website",
  talkToPerson: "Talk to a person",
  askForPerson: "I would like to talk to a person",
  more: "More",
  print: "Print",
  save: "Save as a file",
  forget: "Forget me",
  startAgainQuestion: (ticket: string) =>
    `Your request ${ticket} stays open, but a new conversation can no longer tell how it stands, or withdraw it. ` +
    "Note its number if you need it. Begin a new conversation?",
  forgetQuestion: "Delete this conversation, here and on the server? This cannot be undone.",
  forgetYes: "Delete it",
  forgetNo: "Keep it",
  forgotten: "The conversation was deleted, here and on the server.",
  forgetLater:
    "The conversation was deleted here. The server cannot be reached now; it deletes its part as soon as it can.",
  oldDate: "This text is more than five years old. There may be newer findings.",
  openOrFoldAll: "Open or fold all",
  helpful: "This was helpful",
  notHelpful: "This was not helpful",
  rate: "Was this helpful?",
  rated: "Thank you for telling us.",
  ratedNot: "Your opinion could not be kept.",
  comment: "What was missing? (optional)",
  commentHelpful: "Anything to add? (optional)",
  noComment: "Not now",
  cancel: "Cancel the request",
  offline: "No connection. What you send waits here until it is back.",
  waitingForPerson: "Waiting for a person",
  withPerson: "You are talking to a person",
  person: "A person",
  personTypes: "The person is typing.",
  asksFor: {
    question: "Your question to the person",
    name: "Your name",
    contact: "Your e-mail address or phone number",
    language: "Your language",
    consent: "Do you agree? Yes or no",
  },
  formHint: "Nothing is passed on before you agree at the end.",
  messageToPerson: "Your message to the person",
  personReads: "A person reads what you write.",
  speak: "Speak your question. Your browser may send the sound to its maker.",
  stopListening: "Stop listening",
  readAloud: "Read aloud",
  stopReading: "Stop reading",
  savedTitle: "A conversation with an automatic assistant",
  savedOn: "Saved on",
};

export type Texts = typeof ENGLISH;

const SPANISH: Texts = {
  title: "Pregunte a RareGuide",
  greeting:
    "Hola. Soy un asistente automático y respondo a preguntas sobre enfermedades raras. Muestro lo que dice nuestra " +
    "colección de páginas, palabra por palabra, con fecha y fuentes. No puedo dar consejos médicos.\n\n" +
    "Por ahora solo entiendo preguntas en inglés, y las páginas están en inglés. ¿Sobre qué enfermedad quiere saber algo?",
  conversation: "Conversación",
  close: "Cerrar",
  startAgain: "Empezar de nuevo",
  startedAgain: "Se ha borrado la conversación.",
  newAnswer: "Respuesta nueva",
  you: "Usted",
  assistant: "Asistente automático",
  emergency: "Emergencia",
  writing: "Se está buscando la respuesta.",
  notSentYet: "Aún no se ha enviado. Se enviará en cuanto vuelva la conexión.",
  notSent: "No se ha podido enviar este mensaje.",
  sendAgain: "Enviar de nuevo",
  inputLabel: "Su pregunta",
  inputHint: "Enfermedad y pregunta",
  privacy: "No escriba datos personales.",
  send: "Enviar",
  suggestions: "Preguntas sugeridas",
  about: (name) => `Sobre ${name}`,
  lastUpdated: "Última actualización:",
  noDate: "Sin fecha",
  source: "Fuente",
  license: "Licencia",
  references: (count) => (count === 1 ? "1 referencia" : `${count} referencias`),
  reference: (number) => `Referencia ${number}`,
  accessed: "consultado el",
  disclaimerPage: "Leer más",
  contact: "Contacto",
  website: "Sitio web",
  talkToPerson: "Hablar con una persona",
  askForPerson: "Quisiera hablar con una persona",
  more: "Más",
  print: "Imprimir",
  save: "Guardar como archivo",
  forget: "Olvidar mis datos",
  startAgainQuestion: (ticket) =>
    `Su solicitud ${ticket} sigue abierta, pero desde una conversación nueva ya no podrá ver su estado ni retirarla. ` +
    "Anote su número si lo necesita. ¿Empezar una conversación nueva?",
  forgetQuestion: "¿Borrar esta conversación, aquí y en el servidor? No se puede deshacer.",
  forgetYes: "Borrarla",
  forgetNo: "Conservarla",
  forgotten: "La conversación se ha borrado, aquí y en el servidor.",
  forgetLater:
    "La conversación se ha borrado aquí. No se puede llegar ahora al servidor; borrará su parte en cuanto se pueda.",
  oldDate: "Este texto tiene más de cinco años. Puede haber hallazgos más recientes.",
  openOrFoldAll: "Abrir o plegar todo",
  helpful: "Me ha servido",
  notHelpful: "No me ha servido",
  rate: "¿Le ha servido?",
  rated: "Gracias por decírnoslo.",
  ratedNot: "No se ha podido guardar su opinión.",
  comment: "¿Qué faltaba? (opcional)",
  commentHelpful: "¿Algo que añadir? (opcional)",
  noComment: "Ahora no",
  cancel: "Cancelar la solicitud",
  offline: "Sin conexión. Lo que envíe espera aquí hasta que vuelva.",
  waitingForPerson: "Esperando a una persona",
  withPerson: "Está hablando con una persona",
  person: "Una persona",
  personTypes: "La persona está escribiendo.",
  asksFor: {
    question: "Su pregunta para la persona",
    name: "Su nombre",
    contact: "Su correo electrónico o teléfono",
    language: "Su idioma",
    consent: "¿Está de acuerdo? Sí o no",
  },
  formHint: "No se transmite nada antes de que dé su acuerdo al final.",
  messageToPerson: "Su mensaje para la persona",
  personReads: "Una persona lee lo que escribe.",
  speak: "Diga su pregunta. Su navegador puede enviar el sonido a su fabricante.",
  stopListening: "Dejar de escuchar",
  readAloud: "Leer en voz alta",
  stopReading: "Dejar de leer",
  savedTitle: "Una conversación con un asistente automático",
  savedOn: "Guardado el",
};

export type Language = "en" | "es";

const TEXTS: Readonly<Record<Language, Texts>> = { en: ENGLISH, es: SPANISH };

/** Returns the language for a tag such as "es-MX": Spanish where it asks for it, else English. */
export function languageOf(tag: string | null | undefined): Language {
  return tag?.toLowerCase().split("-")[0] === "es" ? "es" : "en";
}

export function textsIn(language: Language): Texts {
  return TEXTS[language];
}
