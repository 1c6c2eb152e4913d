"""What the models are asked here, and how little they are waited for."""

from emergence.backends.llm import Patience
from emergence.ports.llm import Prompt, Said

QUICK = Patience(first_token=5, next_token=5, retry_budget=5, pause=0.01)
PROMPT = Prompt("You are Neo.", (Said("user", "Salut"), Said("assistant", "Oui ?"), Said("user", "Ça va ?")), 100)
