import { expect, it } from 'vitest'
import { isOffline, modelAndProvider, modelName, noneSpeaks } from './models'

it('a model that is offline is none', () => {
  expect(isOffline('offline:quotes')).toBe(true)
  expect(['openai:gpt-4.1', 'gpt-4.1', null, undefined].some(isOffline)).toBe(false)
})

it('none speaks where all are offline, or there are none', () => {
  expect(noneSpeaks([])).toBe(true)
  expect(noneSpeaks(['offline:quotes'])).toBe(true)
  expect(noneSpeaks(['google:gemini', 'offline:quotes'])).toBe(false)
})

it('the name of a model is without its provider, and keeps what else it is made of', () => {
  expect(['openai:gpt-4.1', 'openai:llama3.3:70b', 'llama3.3:70b', 'gpt-4o'].map(modelName)).toEqual(['gpt-4.1', 'llama3.3:70b', 'llama3.3:70b', 'gpt-4o'])
})

it('a provider is called as it calls itself, as far as that is known', () => {
  expect(modelAndProvider('openai:gpt-4.1')).toBe('OpenAI · gpt-4.1')
  expect(modelAndProvider('mistral:large')).toBe('mistral · large')
  expect(modelAndProvider('gpt-4o')).toBe('gpt-4o')
})
