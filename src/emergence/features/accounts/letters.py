"""What the product writes to people, in French and English: invitations, resets, and what they must know of."""

from dataclasses import dataclass
from typing import Literal

from ...ports.mail import Letter

Language = Literal["en", "fr"]
Kind = Literal["invitation", "reset", "password_changed", "factor_enabled", "factor_disabled", "identity_linked", "key_made"]


@dataclass(frozen=True, slots=True)
class Words:
    """A letter in one language; `{link}` is where it leads."""

    subject: str
    text: str


SIGNED = {"en": "ÉMERGENCE", "fr": "ÉMERGENCE"}
LETTERS: dict[Kind, dict[Language, Words]] = {
    "invitation": {
        "en": Words(
            "You are invited to ÉMERGENCE",
            "You have been let in. Choose a password here; the link works once, for 24 hours:\n\n{link}\n\n"
            "If you did not expect this, you need do nothing.",
        ),
        "fr": Words(
            "Tu es invité·e sur ÉMERGENCE",
            "On t’a ouvert la porte. Choisis un mot de passe ici ; le lien sert une fois, pendant 24 heures :\n\n{link}\n\n"
            "Si tu n’attendais pas ce message, tu n’as rien à faire.",
        ),
    },
    "reset": {
        "en": Words(
            "A new password for ÉMERGENCE",
            "Choose a new password here; the link works once, for 30 minutes:\n\n{link}\n\n"
            "If you did not ask for this, you need do nothing: your password stays as it is.",
        ),
        "fr": Words(
            "Un nouveau mot de passe pour ÉMERGENCE",
            "Choisis un nouveau mot de passe ici ; le lien sert une fois, pendant 30 minutes :\n\n{link}\n\n"
            "Si tu ne l’as pas demandé, tu n’as rien à faire : ton mot de passe reste le même.",
        ),
    },
    "password_changed": {
        "en": Words(
            "Your password has changed",
            "The password of your account at {link} was changed. You are signed out everywhere else.\n\n"
            "If it was not you, ask for a new password there at once, and tell an administrator.",
        ),
        "fr": Words(
            "Ton mot de passe a changé",
            "Le mot de passe de ton compte sur {link} a été changé. Tu es déconnecté·e partout ailleurs.\n\n"
            "Si ce n’était pas toi, demande tout de suite un nouveau mot de passe là-bas et préviens un administrateur.",
        ),
    },
    "factor_enabled": {
        "en": Words("Two-step sign-in is on", "From now on, signing in at {link} asks for a code as well."),
        "fr": Words("La connexion en deux étapes est activée", "Désormais, se connecter sur {link} demande aussi un code."),
    },
    "factor_disabled": {
        "en": Words(
            "Two-step sign-in is off",
            "Signing in at {link} asks for no code any more. If it was not you, change your password at once.",
        ),
        "fr": Words(
            "La connexion en deux étapes est désactivée",
            "Se connecter sur {link} ne demande plus de code. Si ce n’était pas toi, change tout de suite ton mot de passe.",
        ),
    },
    "key_made": {
        "en": Words(
            "A new key to your account",
            "A personal key was made, by which programs can come in to your account at {link}. "
            "If it was not you, revoke it in the settings there and change your password at once.",
        ),
        "fr": Words(
            "Une nouvelle clé pour ton compte",
            "Une clé personnelle a été créée ; des programmes peuvent entrer avec elle dans ton compte sur {link}. "
            "Si ce n’était pas toi, révoque-la tout de suite dans les réglages et change ton mot de passe.",
        ),
    },
    "identity_linked": {
        "en": Words(
            "A new way to sign in",
            "Your account at {link} can now be signed in to with an identity from elsewhere, which holds your e-mail address. "
            "If it was not you, tell an administrator at once.",
        ),
        "fr": Words(
            "Une nouvelle façon de se connecter",
            "On peut désormais se connecter à ton compte sur {link} avec une identité d’ailleurs, qui porte ton adresse e-mail. "
            "Si ce n’était pas toi, préviens tout de suite un administrateur.",
        ),
    },
}


def letter(kind: Kind, language: Language, to: str, link: str) -> Letter:
    """A letter to this person, leading there."""
    words = LETTERS[kind][language]
    return Letter(to, words.subject, f"{words.text.format(link=link)}\n\n{SIGNED[language]}\n")


def language_of(accepted: str) -> Language:
    """The language that a browser asks for first (Accept-Language), of those we write."""
    return "fr" if accepted.strip().lower().startswith("fr") else "en"
