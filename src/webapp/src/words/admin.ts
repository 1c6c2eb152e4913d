/** What the pages for admins say. Apart from other words: it comes when they do. */
import { LANGUAGE } from '../words'
import { admin as en, type AdminWords } from './en/admin'
import { admin as fr } from './fr/admin'

export const said: AdminWords = LANGUAGE === 'fr' ? fr : en
