"""Hold the conversation of the form: what is asked, how an answer is read, how it is left."""
