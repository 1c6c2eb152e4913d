"""What is said in the pictures beside the README."""

TITLES = {"en": "A bookshop in the old town", "fr": "Partir ou rester à Lyon"}
QUESTIONS = {
    "en": "I want to leave my job in June and open a small bookshop with my savings. I am thrilled, and I sleep badly.",
    "fr": "On me propose un poste à Lyon. J’ai envie d’y aller, et je n’arrive pas à le dire à mes parents.",
}
ANSWERS = {
    "en": {
        "Anima": (
            "You put two things in one sentence: *thrilled*, and *I sleep badly*. The second is not the opposite of the first. "
            "Something you love is about to depend on you alone, and your nights know it before you do.\n\n"
            "One step for this evening: write down the sentence that wakes you. Not the plan, **the sentence**. Bring it back here."
        ),
        "Neo": (
            "It all rests on one hypothesis: that the savings last until the shop carries itself. You gave no number.\n\n"
            "| | optimistic | honest |\n| --- | ---: | ---: |\n"
            "| months until it carries itself | 9 | 20 |\n| savings needed | €32,000 | €71,000 |\n\n"
            "1. **Rent** is due in the months when nobody buys books.\n"
            "2. June is the *worst* month to open: the year is made in November and December.\n\n"
            "Cheapest test: a stall at the Saturday market for six weeks. If you sell fewer than 25 books a day, the shop does not hold."
        ),
        "Nexus": (
            "Anima hears a fear, Neo hears a budget; I suspect they are the same animal seen from both ends.\n\n"
            "> What would have to be true for you to sleep well *and* open the shop?\n\n"
            "If the answer is a number, it is Neo’s question. If it is a person, it is Anima’s. "
            "Common ground: keep the job four days a week until the six Saturdays are over."
        ),
    },
    "fr": {
        "Anima": (
            "Tu dis « j’ai envie d’y aller » sans hésiter ; c’est la deuxième moitié de la phrase qui tremble. Ce n’est pas Lyon qui pèse, "
            "c’est *leur visage* quand tu le diras.\n\nUn pas, ce soir : écris-leur trois lignes que tu n’enverras pas."
        ),
        "Neo": (
            "Tout repose sur une hypothèse que tu n’as pas vérifiée : qu’ils ont besoin que tu restes.\n\n"
            "- Leur as-tu demandé ?\n- Qu’est-ce qui change vraiment à deux heures de train ?\n\n"
            "Test le moins cher : un appel de dix minutes, **avant** de répondre à l’offre."
        ),
        "Nexus": (
            "Anima regarde le lien, Neo regarde le fait. La question qui les range dans l’ordre :\n\n"
            "> De qui attends-tu la permission, et depuis quand ?\n\nTerrain commun : dire d’abord, décider ensuite."
        ),
    },
}
NOTES = """Here is the board, in the order in which the questions depend on each other.

```mermaid
flowchart LR
  A[Savings] --> B{Six Saturdays}
  B -->|25 books a day| C[Four-day week]
  B -->|fewer| D[Keep the stall]
  C --> E[Shop in September]
```

The number that decides is the break-even point, with fixed costs $F$, a margin $m$ and an average price $p$:

$$n = \\frac{F}{m \\cdot p} = \\frac{3\\,400}{0.34 \\times 14.5} \\approx 690 \\text{ books a month}$$

```python
def carries_itself(sold: list[int], fixed: float = 3400, margin: float = 0.34, price: float = 14.5) -> bool:
    \"\"\"Whether the average month pays for itself.\"\"\"
    return sum(sold) / len(sold) * margin * price >= fixed
```

- [x] rent asked for
- [ ] six Saturdays
- [ ] the sentence that wakes you
"""
