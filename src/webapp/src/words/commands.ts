/** What the palette and the list of shortcuts say. Apart from other words: it comes when they do. */
import { LANGUAGE } from '../words'
import { commands as en, type CommandWords } from './en/commands'
import { commands as fr } from './fr/commands'

export const said: CommandWords = LANGUAGE === 'fr' ? fr : en
