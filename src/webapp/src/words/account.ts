/** What the settings say of one's account. Apart from other words: it comes when they do. */
import { deviceOf } from '../state/device'
import { LANGUAGE } from '../words'
import { account as en, type AccountWords } from './en/account'
import { account as fr } from './fr/account'

const AT_THE_MACHINE = 'command line'
export const said: AccountWords = LANGUAGE === 'fr' ? fr : en

/** What somebody is or was signed in with; what says nothing known is shown as it is. */
export function deviceName(agent: string): string {
  if (agent === AT_THE_MACHINE) return said.commandLine
  const { program, system } = deviceOf(agent)
  return program && system ? said.device(program, system) : program || system || agent || said.unknownDevice
}
