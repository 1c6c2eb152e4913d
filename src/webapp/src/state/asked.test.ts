import { expect, it } from 'vitest'
import { askedFor } from './asked'

const said = (question: string, text: string) => askedFor(question, text).map(([from, to]) => text.slice(from, to))

it('marks the words of a question, whatever their case and accents', () => {
  expect(said('elephants de l’Inde', 'Un Éléphant d’Asie vit en Inde.')).toEqual(['Éléphant', 'Inde'])
})
it('marks other forms of a longer word, and leaves words that only begin alike', () => {
  expect(said('inviter à dîner', 'Le renard l’invita; elle fut invitée, sans invariablement dîner.')).toEqual(['invita', 'invitée', 'dîner'])
})
it('does not mark what says nothing', () => {
  expect(said('le renard of la', 'le renard of la fable')).toEqual(['renard'])
  expect(said('eau', 'de l’eau')).toEqual(['eau'])
})
