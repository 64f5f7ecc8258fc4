// Invented people for tests and for looking at pages: drawn by rule, the same every time. Their numbers belong to nobody
// (region 999999 is unassigned).
import type { MemberView, PersonRow, TagView } from '../types';

export interface FakePerson {
  id: string;
  name: string;
  relation: string;
  sex: '男' | '女';
  birth: string;
  idNumber: string | null;
  phone: string | null;
  work: string;
  party: string | null;
  tags: { kind: string; from: string | null; detail: string | null }[];
}

export interface FakeHousehold {
  id: string;
  code: string;
  hamlet: string;
  address: string;
  tags: { kind: string; from: string | null; detail: string | null }[];
  people: FakePerson[];
}

const SURNAMES: [string, string][] = [
  ['王', 'wang'],
  ['李', 'li'],
  ['张', 'zhang'],
  ['刘', 'liu'],
  ['陈', 'chen'],
  ['杨', 'yang'],
  ['赵', 'zhao'],
  ['黄', 'huang'],
  ['周', 'zhou'],
  ['吴', 'wu'],
  ['徐', 'xu'],
  ['孙', 'sun'],
  ['马', 'ma'],
  ['朱', 'zhu'],
  ['胡', 'hu'],
  ['郭', 'guo'],
];
const GIVEN: [string, string][] = [
  ['春生', 'chunsheng'],
  ['桂英', 'guiying'],
  ['建国', 'jianguo'],
  ['海燕', 'haiyan'],
  ['子轩', 'zixuan'],
  ['福来', 'fulai'],
  ['秀兰', 'xiulan'],
  ['永胜', 'yongsheng'],
  ['玉梅', 'yumei'],
  ['志强', 'zhiqiang'],
  ['小满', 'xiaoman'],
  ['𠮷庆', 'jiqing'],
];
const SPELLING = new Map([...SURNAMES, ...GIVEN]);

/** `zhangchunsheng` and `zcs` for 张春生, roughly. */
export function spellings(name: string): string[] {
  const surname = SPELLING.get([...name][0] ?? '') ?? '';
  const given = SPELLING.get([...name].slice(1).join('')) ?? '';
  const second = /(sheng|ying|guo|yan|xuan|lai|lan|mei|qiang|man|qing)$/.exec(given)?.[0] ?? '';
  return [surname + given, `${surname[0] ?? ''}${given[0] ?? ''}${second[0] ?? ''}`];
}

const pad = (number: number, width: number) => String(number).padStart(width, '0');
const PARTS: { relation: string; sex: '男' | '女'; given: number; year: number; work: string }[] = [
  { relation: '户主', sex: '男', given: 0, year: 1958, work: '在家' },
  { relation: '妻', sex: '女', given: 1, year: 1960, work: '在家' },
  { relation: '长子', sex: '男', given: 2, year: 1985, work: '外出务工' },
  { relation: '儿媳', sex: '女', given: 3, year: 1987, work: '外出务工' },
  { relation: '孙子', sex: '男', given: 4, year: 2016, work: '求学' },
];
const PARTY_EVERY = 9;

function idNumber(birth: string, serial: number): string {
  const body = `999999${birth.replaceAll('-', '')}${pad(serial, 3)}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, at) => total + weight * Number(body[at]), 0);
  return body + '10X98765432'[sum % 11];
}

/** `count` households, two to five people each, in two hamlets. */
export function inventHouseholds(count: number): FakeHousehold[] {
  return Array.from({ length: count }, (_, index) => {
    const [surname] = SURNAMES[index % SURNAMES.length] as [string, string];
    const hamlet = index < count / 2 ? '一组' : '二组';
    const people = PARTS.slice(0, 2 + ((index * 3) % 4)).map((part, place): FakePerson => {
      const [given] = GIVEN[(part.given + index) % GIVEN.length] as [string, string];
      const [own] = SURNAMES[(index * 5 + place) % SURNAMES.length] as [string, string];
      const birth = `${part.year + (index % 7)}-${pad(1 + (index % 12), 2)}-${pad(1 + ((index * 3 + place) % 28), 2)}`;
      return {
        id: `p${index + 1}-${place}`,
        name: (part.relation === '妻' || part.relation === '儿媳' ? own : surname) + given,
        relation: part.relation,
        sex: part.sex,
        birth,
        idNumber:
          part.relation === '孙子' && index % 3 === 0
            ? null
            : idNumber(birth, (place * 2 + (part.sex === '男' ? 1 : 2)) % 1000),
        phone: place < 3 ? `138${pad(index * 7 + place, 4)}${pad(index * 31 + place, 4)}` : null,
        work: part.work,
        party: place === 0 && index % PARTY_EVERY === 3 ? '正式' : null,
        tags: [
          ...(part.relation === '孙子' && index % 6 === 3 ? [{ kind: '留守儿童', from: '2025-01', detail: null }] : []),
          ...(place === 1 && index % 8 === 2 ? [{ kind: '残疾人', from: '2025-01', detail: '肢体 三级' }] : []),
        ],
      };
    });
    return {
      id: `h${index + 1}`,
      code: pad(index + 1, 3),
      hamlet,
      address: `${hamlet}${index + 1}号`,
      tags: [
        ...(index % 5 === 0 ? [{ kind: '低保户', from: '2025-01', detail: null }] : []),
        ...(index === 3 ? [{ kind: '种植大户', from: '2025-01', detail: null }] : []),
      ],
      people,
    };
  });
}

const maskId = (number: string | null) => number && `${number.slice(0, 6)}********${number.slice(-4)}`;
const maskPhone = (phone: string | null) => phone && `${phone.slice(0, 3)}****${phone.slice(-4)}`;

export function personRow(person: FakePerson, household: FakeHousehold, year: number): PersonRow {
  return {
    id: person.id,
    name: person.name,
    relation: person.relation,
    sex: person.sex,
    age: year - Number(person.birth.slice(0, 4)),
    household: household.id,
    household_code: household.code,
    head: household.people[0]?.name ?? null,
    hamlet: household.hamlet,
    tags: person.tags.map(({ kind }) => kind),
    party: person.party,
    work: person.work,
    id_number: maskId(person.idNumber),
    phone: maskPhone(person.phone),
  };
}

export const tagViews = (owner: string, tags: FakePerson['tags']): TagView[] =>
  tags.map(({ kind, from, detail }, index) => ({
    id: `${owner}:${index}`,
    kind,
    detail: detail && '•••',
    from,
    to: null,
    source: '低保与优抚名单.csv',
  }));

export const memberView = (person: FakePerson, household: FakeHousehold, year: number): MemberView => ({
  person: personRow(person, household, year),
  birth: year - Number(person.birth.slice(0, 4)) < 14 ? null : person.birth.slice(0, 7),
  kind: '户籍',
  from: null,
  from_reason: '期初',
  to: null,
  to_reason: null,
  tags: tagViews(person.id, person.tags),
});
