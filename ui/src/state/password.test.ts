import { expect, test } from 'vitest';
import { newPasswordMistakes } from './password';

test('a new password has six characters, however they are coded, and is typed the same twice', () => {
  expect(newPasswordMistakes('𠮷'.repeat(6), '𠮷'.repeat(6))).toEqual({});
  expect(Object.keys(newPasswordMistakes('𠮷'.repeat(5), '𠮷'.repeat(5)))).toEqual(['password']);
  expect(Object.keys(newPasswordMistakes('一句好记的话', '一句好记的 话'))).toEqual(['repeat']);
});
