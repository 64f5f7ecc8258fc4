// 批量修改: one field of everybody whom a filter gives.
export const bulk = {
  title: '批量修改',
  of: { households: '户', persons: '人' },
  chosen: '改哪些',
  everybody: '名单里的全部',
  party: '党员',
  field: '改哪一项',
  fields: {
    hamlet: '屯组',
    grid: '所属网格',
    work: '在家外出',
    add_tag: '认定类别',
    end_tag: '类别到期',
  },
  value: '改成',
  tag: '类别',
  date: '从哪天起',
  endDate: '从哪天起不再是',
  preview: '先看看会改什么',
  after: (words: string) => `改成：${words}`,
  counts: (changes: number, same: number, refused: number) =>
    [`${changes} 条会改`, same > 0 && `${same} 条本来就是`, refused > 0 && `${refused} 条改不了`]
      .filter(Boolean)
      .join('，'),
  hint: '不想改的那一行，点一下或按 Enter 去掉',
  columns: { tick: '', name: '户主或姓名', code: '户号', before: '现在', after: '改后' },
  same: '不用改',
  change: (count: number) => `改这 ${count} 条`,
  changed: (count: number) => `已改 ${count} 条，可以撤销`,
  needed: '请先填好要改成什么。',
};
