/** Code, formulas and diagrams in what is said, in English. */
export const prose = {
  copy: 'Copy',
  copyCode: 'Copy code',
  code: 'Code',
  codeIn: (language: string) => (language ? `Code, ${language}` : 'Code'),
  table: 'Table',
  formula: 'Formula',
  wrongFormula: 'This formula cannot be read.',
  diagram: 'Diagram',
  diagramAlt: 'Diagram; its source can be shown.',
  drawing: 'The diagram is being drawn…',
  notDrawn: 'This diagram cannot be drawn. Here is its source.',
  showSource: 'Show source',
  hideSource: 'Hide source',
  done: 'Done',
  toDo: 'To do',
}
