/** The names of models, as `provider:name`; `offline:` stands for none. */

const PROVIDER = /^([a-z-]+):/
const PROVIDERS: Readonly<Record<string, string>> = { openai: 'OpenAI', anthropic: 'Anthropic', google: 'Google' }

/** No model was asked, or will be. */
export function isOffline(model: string | null | undefined): boolean {
  return model?.startsWith('offline:') ?? false
}

/** Nothing that could be asked is among them. */
export function noneSpeaks(models: readonly string[]): boolean {
  return models.every(isOffline)
}

/** Its own name alone. */
export function modelName(model: string): string {
  return model.replace(PROVIDER, '')
}

/** `openai:gpt-4.1` as people write it. */
export function modelAndProvider(model: string): string {
  const provider = PROVIDER.exec(model)?.[1]
  return provider ? `${PROVIDERS[provider] ?? provider} · ${modelName(model)}` : model
}
