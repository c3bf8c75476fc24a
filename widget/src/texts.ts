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
  operator: "Answer from a person",
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
};

export type Texts = typeof ENGLISH;

const SPANISH: Texts = {
  title: "Pregunte a RareGuide",
  greeting:
    "Hola. Soy un asistente automático y respondo a preguntas sobre enfermedades raras. Muestro lo que dice nuestra " +
    "colección de páginas, palabra por palabra, con fecha y fuentes. No puedo dar consejos médicos.\n\n" +
    "¿Sobre qué enfermedad quiere saber algo?",
  conversation: "Conversación",
  close: "Cerrar",
  startAgain: "Empezar de nuevo",
  startedAgain: "Se ha borrado la conversación.",
  newAnswer: "Respuesta nueva",
  you: "Usted",
  assistant: "Asistente automático",
  operator: "Respuesta de una persona",
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
