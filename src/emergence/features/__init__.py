"""What the system does. Ranked: usage < accounts < chat; a lower feature never imports a higher one."""
