// Books on the fake laptop: opening, wrong passwords with growing waits, recovery, the sample book.
import type { BookOnDisk, CreateBook, Session } from '../types';
import { fail, filledContents, lastStanding, lastUndone, newWorld, theWorld } from './world';

const NEW_CODE = 'W3FD-81NB-R6CX-T0QS';
const SAMPLE = '/books/sample';

export const bookCommands = {
  list_books: (): BookOnDisk[] => theWorld().books.map(({ password: _, recovery: __, ...book }) => book),
  create_book({ station, name, password }: CreateBook) {
    const kept = theWorld();
    const world = newWorld(false);
    Object.assign(world, { calls: kept.calls, books: kept.books, workbooks: kept.workbooks, open: `/books/${name}` });
    world.books.push({
      dir: `/books/${name}`,
      name,
      station,
      sample: false,
      state: 'ready',
      changed_at: null,
      password,
      recovery: NEW_CODE,
    });
    return { dir: `/books/${name}`, recovery_code: NEW_CODE };
  },
  open_book({ dir, password }: { dir: string; password: string }) {
    const world = theWorld();
    const book = world.books.find((candidate) => candidate.dir === dir);
    if (!book) return fail('no_book', '找不到这本账。');
    if (book.password !== password) {
      world.wrongPasswords += 1;
      const seconds = 2 ** world.wrongPasswords;
      return fail('store.wrong_password', `密码不对，请等 ${seconds} 秒再试。`, 'password', String(seconds));
    }
    world.wrongPasswords = 0;
    world.open = dir;
  },
  open_with_recovery({
    dir,
    recovery_code,
    new_password,
  }: {
    dir: string;
    recovery_code: string;
    new_password: string;
  }) {
    const world = theWorld();
    const plain = (code: string) => code.replace(/[\s-]/g, '').toUpperCase();
    const book = world.books.find(
      (candidate) => candidate.dir === dir && plain(candidate.recovery) === plain(recovery_code),
    );
    if (!book) return fail('store.wrong_code', '恢复码不对，请对着纸再写一遍。', 'recovery_code');
    Object.assign(book, { password: new_password, recovery: NEW_CODE });
    world.open = dir;
    return { dir, recovery_code: NEW_CODE };
  },
  open_sample() {
    const world = theWorld();
    if (!world.books.some(({ sample }) => sample)) {
      world.books.push({
        dir: SAMPLE,
        name: '示例',
        station: 'village',
        sample: true,
        state: 'ready',
        changed_at: null,
        password: '',
        recovery: '',
      });
    }
    world.contents = filledContents();
    world.open = SAMPLE;
  },
  remove_sample({ dir }: { dir: string }) {
    const world = theWorld();
    world.books = world.books.filter((book) => book.dir !== dir);
  },
  close_book() {
    theWorld().open = null;
  },
  session(): Session {
    const world = theWorld();
    const book = world.books.find(({ dir }) => dir === world.open);
    if (!book) return fail('no_book', '还没有打开账本。');
    const { households, doubts } = world.contents;
    return {
      dir: book.dir,
      station: book.station ?? 'grid',
      name: book.name,
      village: '向阳村',
      town: '示例镇',
      operator: '示例甲',
      today: world.today,
      opened_on: households.length > 0 ? '2025-01-01' : null,
      sample: book.sample,
      households: households.length,
      persons: households.reduce((sum, { people }) => sum + people.length, 0),
      doubts: doubts.filter(({ decision }) => decision === null).length,
      standard_trouble: world.standardTrouble,
      undo: lastStanding(),
      redo: lastUndone(),
      version: '0.1.0',
    };
  },
};
