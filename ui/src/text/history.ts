// 操作记录: what was done, undo and redo.
export const history = {
  title: '操作记录',
  lead: '每做一步都记在这里，随时可以退回去。',
  undoLast: (label: string) => `撤销：${label}`,
  redoLast: (label: string) => `恢复：${label}`,
  nothingUndo: '没有可撤销的',
  nothingRedo: '没有可恢复的',
  columns: { at: '时间', label: '做了什么', operator: '使用人', rows: '条数' },
  undone: '已撤销',
  label: (kind: string, label: string) => ({ undo: `撤销：${label}`, redo: `恢复：${label}` })[kind] ?? label,
  undoThis: '撤销这一步',
  none: '还没有操作',
  noneHint: '导入名册、定疑点、改设置以后，这里都会有记录。',
  rows: (rows: number) => `${rows} 条`,
  refused: '这一步改过的内容，后面又改过。请先撤销后面的：',
  ofRecord: '只看这一户的',
  showAll: '看全部',
};
