// Import in the fake book: one invented workbook whose 备注 column is read as the phone until somebody corrects it.
import type { ChangeRow, FieldChoice, ImportReport, ImportRequest, WorkbookOnDisk } from '../types';
import type { ProgressStep } from '../wire';
import { fail, filledContents, operate, theWorld } from './world';

export const CAPTIONS_KEY = 'roster-1';
const PHONE_CAPTION = '联系方式';
const FIELDS: FieldChoice[] = [
  ['name', '姓名'],
  ['id_number', '身份证号'],
  ['relation', '与户主关系'],
  ['sex', '性别'],
  ['birth', '出生日期'],
  ['phone', '电话'],
  ['hamlet', '屯组'],
  ['address', '住址'],
  ['work', '在家外出'],
  ['household_code', '户号'],
  ['note', '备注'],
].map(([key, label]) => ({ key: key as string, label: label as string }));
const COLUMNS: [string, string | null, string[]][] = [
  ['户编号', 'household_code', ['001', '002', '003']],
  ['姓名', 'name', ['王春生', '李桂英', '张建国']],
  ['公民身份号码', 'id_number', ['999999********0014', '999999********0029']],
  ['与户主关系', 'relation', ['户主', '妻', '长子']],
  [PHONE_CAPTION, 'note', ['138****0412', '139****7788']],
  ['村民小组', 'hamlet', ['一组', '二组']],
  ['婚姻状况', null, ['已婚', '未婚']],
];

function reportOf(request: ImportRequest): ImportReport {
  const changed = request.mappings.find(({ captions_key }) => captions_key === CAPTIONS_KEY)?.fields ?? {};
  const empty = theWorld().contents.households.length === 0;
  const phones = changed[PHONE_CAPTION] === 'phone';
  const row = (
    what: ChangeRow['what'],
    number: number,
    name: string,
    field: string,
    old: string | null,
    now: string | null,
  ): ChangeRow => ({
    file: '常住人口登记表.xlsx',
    sheet: '一组',
    row: number,
    name,
    field,
    old,
    new: now,
    what,
  });
  return {
    files: request.paths.map((path) => ({
      file: path.split('/').at(-1) ?? path,
      sheets: [
        {
          name: '一组',
          header_row: 3,
          rows: 197,
          captions_key: CAPTIONS_KEY,
          columns: COLUMNS.map(([caption, field, samples], index) => ({
            index,
            caption,
            samples,
            field: caption in changed ? (changed[caption] ?? null) : field,
          })),
        },
      ],
      passed_over: [{ sheet: '填表说明', why: '没有表头，不是名册。' }],
    })),
    households: 62,
    persons: 197,
    party_members: 7,
    new: empty ? 259 : 0,
    changed: empty ? 0 : phones ? 41 : 2,
    unchanged: empty ? 0 : 195,
    mistakes: { wrong_check_digit: 2, no_head: 1 },
    repaired: { id_full_width: 33 },
    doubts: 3,
    joined: 0,
    absent: 0,
    mistake_rows: [
      {
        file: '常住人口登记表.xlsx',
        sheet: '一组',
        row: 17,
        kind: 'wrong_check_digit',
        sentence: '证件号末位算出来不是这个，请核对原件。',
        name: '吴秀兰',
      },
      {
        file: '常住人口登记表.xlsx',
        sheet: '一组',
        row: 88,
        kind: 'wrong_check_digit',
        sentence: '证件号末位算出来不是这个，请核对原件。',
        name: '郭小满',
      },
      {
        file: '常住人口登记表.xlsx',
        sheet: '一组',
        row: 120,
        kind: 'no_head',
        sentence: '这一户没有写户主。',
        name: '胡志强',
      },
    ],
    changes: empty
      ? [row('new', 4, '王春生', '姓名', null, '王春生'), row('new', 5, '陈桂英', '姓名', null, '陈桂英')]
      : [
          row('changed', 9, '李桂英', '在家外出', '在家', '外出务工'),
          row('changed', 22, '赵福来', '住址', '一组6号', '一组9号'),
          row('doubt', 14, '张永胜', '电话', '138****0412', '139****7788'),
        ],
  };
}

const STEPS = 4;
async function work(onProgress: (step: ProgressStep) => void): Promise<void> {
  const world = theWorld();
  world.cancelled = false;
  for (let done = 0; done <= STEPS; done += 1) {
    onProgress({ done: done * 50, total: STEPS * 50 });
    await new Promise((resolve) => setTimeout(resolve, 1));
    if (world.cancelled) fail('cancelled', '已停下，什么也没有改。');
  }
}

function checkFiles({ paths }: ImportRequest): void {
  const wrong = paths.find((path) => !/\.(xlsx|xls|ods|csv)$/.test(path));
  if (wrong) fail('not_a_workbook', '这个文件不是表格。请选 xlsx、xls、ods 或 csv 文件。');
}

export const importCommands = {
  import_fields: () => FIELDS,
  find_workbooks: (): WorkbookOnDisk[] => theWorld().workbooks,
  choose_files: () => [theWorld().workbooks[0]?.path ?? ''],
  async preview_import(request: ImportRequest, onProgress: (step: ProgressStep) => void) {
    checkFiles(request);
    await work(onProgress);
    return reportOf(request);
  },
  async commit_import(request: ImportRequest, onProgress: (step: ProgressStep) => void) {
    checkFiles(request);
    await work(onProgress);
    const report = reportOf(request);
    const { op } = operate(
      'households',
      'import',
      `导入 ${request.paths.length} 份名册`,
      report.new + report.changed,
      (contents) => {
        const { households, grids, doubts } = filledContents();
        Object.assign(contents, { households, grids, doubts });
      },
    );
    return { op, report };
  },
  cancel_work() {
    theWorld().cancelled = true;
  },
};
