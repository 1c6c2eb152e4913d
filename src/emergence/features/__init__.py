"""What the system does. Ranked: usage < accounts < chat < cockpit; a lower feature never imports a higher one."""
