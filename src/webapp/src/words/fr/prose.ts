/** Code, formulas and diagrams in what is said, in French. */
import type { Words } from '../en'

export const prose: Words['prose'] = {
  copy: 'Copier',
  copyCode: 'Copier le code',
  code: 'Code',
  codeIn: (language) => (language ? `Code, ${language}` : 'Code'),
  table: 'Tableau',
  formula: 'Formule',
  wrongFormula: 'Cette formule est illisible.',
  diagram: 'Diagramme',
  diagramAlt: 'Diagramme ; tu peux en montrer la source.',
  drawing: 'Le diagramme se dessine…',
  notDrawn: 'Ce diagramme ne peut pas être dessiné. Voici sa source.',
  showSource: 'Montrer la source',
  hideSource: 'Cacher la source',
  done: 'Fait',
  toDo: 'À faire',
}
