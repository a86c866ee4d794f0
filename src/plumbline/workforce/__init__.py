"""Who the technicians are: facts that exist without any assessment. Upper floors may ask; nothing here asks them."""
