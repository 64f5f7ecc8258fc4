import { expect, test } from 'vitest';
import { laterOperations } from '../state/operations';
import { asFailure, HostFailure } from './failure';

test('a failure of the program keeps its code, field and hint', () => {
  const failure = asFailure({ code: 'no_space', message: 'U 盘满了。', field: 'folder', hint: '换一个' });
  expect(failure).toBeInstanceOf(HostFailure);
  expect([failure.code, failure.message, failure.field, failure.hint]).toEqual([
    'no_space',
    'U 盘满了。',
    'folder',
    '换一个',
  ]);
});

test('anything else that is thrown still has a sentence and a code', () => {
  expect(asFailure('no such command')).toMatchObject({ code: 'window', message: 'no such command' });
  expect(asFailure(new Error('boom')).message).toBe('boom');
});

test('the steps that stand in the way of an undo are read from its hint, whatever is in it', () => {
  const refused = (hint: string | null) => new HostFailure({ code: 'undo.later', message: '', field: null, hint });
  expect(laterOperations(refused('["甲","乙"]'))).toEqual(['甲', '乙']);
  expect(laterOperations(refused('not json'))).toEqual([]);
  expect(laterOperations(refused(null))).toEqual([]);
});
