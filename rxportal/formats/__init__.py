"""Files that leave or enter: value <-> bytes. Nothing here knows who asks for them."""
