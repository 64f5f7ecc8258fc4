// Operators, hand-over, repairs and erasing of the fake book.
import type {
  AddOperator,
  Chosen,
  EndOperator,
  ErasedPerson,
  ErasePerson,
  HandOver,
  HandOverPreview,
  OperatorView,
  Repaired,
} from '../types';
import { settingCommands } from './settings';
import { auditEntry, fail, theWorld } from './world';

const TODAY = '2026-11-20';

function checkOwn(password: string): void {
  const { books, open } = theWorld();
  if (books.find(({ dir }) => dir === open)?.password !== password)
    fail('store.wrong_password', '密码不对。', 'own_password', '2');
}

function join(name: string, password: string): OperatorView {
  const { operators } = theWorld();
  if (operators.some((other) => other.name === name && other.opens))
    fail('operator.name', '已经有一个同名的使用人，请在姓名后加一个区别', 'name');
  if (password.length < 6) fail('short_password', '密码至少 6 个字，可以是一句话', 'password');
  const added = {
    id: `o${operators.length + 1}`,
    name,
    from: TODAY,
    to: null,
    opens: true,
    owner: false,
    current: false,
  };
  operators.push(added);
  return added;
}

function end(id: string): void {
  Object.assign(theWorld().operators.find((one) => one.id === id) ?? {}, { to: TODAY, opens: false, owner: false });
}

const done = (label: string) => {
  auditEntry(label, '', null);
  return { op: 0, label, at: `${TODAY}T08:00:00Z` };
};

function erased(op: number | null): ErasedPerson {
  return {
    op,
    records: 1,
    places: [{ table: 'person', words: '个人基本信息', rows: 1, images: 2 }],
    copies: [{ at: `${TODAY}T08:00:00Z`, operator: '示例甲', act: '打印', what: 'annex_a 2026-10' }],
    notes: ['人口数和以前各月的台账不变；操作记录和审计日志保留，不再有姓名和号码'],
  };
}

export const trustCommands = {
  operators: () => theWorld().operators,
  add_operator({ name, password, own_password }: AddOperator) {
    checkOwn(own_password);
    join(name, password);
    return done('添加使用人');
  },
  end_operator({ id, own_password }: EndOperator) {
    checkOwn(own_password);
    if (theWorld().operators.some((one) => one.id === id && one.current))
      fail('operator.own', '不能停用正在使用的人；请换另一个使用人打开账本再停用，或办理换届交接');
    end(id);
    return done('停用使用人');
  },
  preview_hand_over: ({ name, keep_old }: HandOver): HandOverPreview => ({
    on: TODAY,
    changes: [{ what: '使用人', from: theWorld().operators.find((one) => one.current)?.name ?? null, to: name }],
    notes: [keep_old ? '原使用人的密码还能打开账本' : '原使用人的密码从交接起打不开账本'],
  }),
  hand_over({ name, password, own_password, keep_old }: HandOver) {
    checkOwn(own_password);
    const old = theWorld().operators.find((one) => one.current);
    join(name, password);
    if (old && !keep_old) end(old.id);
    return done('换届交接');
  },
  repair({ chosen }: { chosen: Chosen[] | null }): Repaired {
    const findings = settingCommands.check();
    const repaired = findings.filter(
      ({ code, record, repair }) =>
        repair !== null && (chosen === null || chosen.some((one) => one.code === code && one.record === record)),
    );
    if (repaired.length === 0) fail('nothing_to_repair', '没有能自动修的；请照每条说明自己处理');
    return { op: 1, repaired: repaired.length, findings: findings.filter((one) => !repaired.includes(one)) };
  },
  preview_erase: (_: ErasePerson) => erased(null),
  erase_person(_: ErasePerson) {
    auditEntry('清除个人信息', '', null);
    return erased(1);
  },
};
