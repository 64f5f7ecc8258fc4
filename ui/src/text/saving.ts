// Saving into a folder or onto a stick.
export const saving = {
  title: '存到哪里',
  running: '正在保存，请不要拔 U 盘…',
  again: '再存一份',
  noPlace: '请先选一个位置。',
  keptOld: (file: string) => `原来的同名文件改叫：${file}`,
  savedAs: (file: string) => `文件：${file}`,
};
