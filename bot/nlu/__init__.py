"""Graph components that read a message: which conditions it names and which sections it asks for."""
