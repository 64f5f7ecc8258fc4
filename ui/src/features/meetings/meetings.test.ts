import type { VueWrapper } from '@vue/test-utils';
import { expect, test, vi } from 'vitest';
import type { ComponentPublicInstance } from 'vue';
import { HostFailure } from '../../host';
import { theWorld } from '../../host/fake/world';
import { all, asked, click, field, gone, maybe, openAt, press, says, see, type } from '../../testing/window';

/** Another page is loaded first. */
const LONG = { timeout: 4000 };
const lastEvent = () => asked('record_event').at(-1);
const head = (at: number) => theWorld().contents.households[at]?.people[0];

async function write(testid: string, words: string): Promise<void> {
  const found = await see(testid);
  const area = found instanceof HTMLTextAreaElement ? found : (found.querySelector('textarea') ?? found);
  (area as HTMLTextAreaElement).value = words;
  area.dispatchEvent(new Event('input', { bubbles: true }));
  await vi.waitFor(() => undefined);
}

/** A new meeting with its eight members there. */
async function begun() {
  const opened = await openAt('/meetings');
  await see('meeting-rows');
  await click('meeting-add');
  await vi.waitFor(() => expect(all('attendee')).toHaveLength(8));
  return opened;
}

test('a meeting begins with everybody there, the usual place and what is to be reported', async () => {
  await begun();
  expect((await field('meeting-place')).value).toBe('一组活动室');
  expect((await see('meeting-chair')).dataset.value).toBe(head(0)?.id);
  await says('attendance-count', '应到 7 人，实到 7 人');
  await says('reports', /更换主街两盏路灯（王春生）/);
  expect(document.activeElement).toBe((await see('meeting-agenda')) as HTMLElement);
});

test('only who is missing is touched, with a key, and says why', async () => {
  await begun();
  (await see('attendance-list')).focus();
  await press('ArrowDown');
  await press(' ');
  await type('reason-2', '外出务工');
  expect(document.activeElement).toBe(await field('reason-2'));
  await press('Enter');
  expect(document.activeElement).toBe(await see('attendance-list'));
  await press('ArrowDown');
  await press('4');
  await says('attendance-count', '应到 6 人，实到 5 人');
  await press('1');
  await says('attendance-count', '应到 7 人，实到 6 人');
});

test('the whole minutes go as one event; blank rows are not said', async () => {
  await begun();
  await write('meeting-agenda', '通报上月工作\n\n分派走访');
  (await see('attendance-list')).focus();
  await press('End');
  await press('ArrowUp');
  await press(' ');
  await type('reason-7', '生病');
  await type('report-1', '已装好');
  await click('report-done-1');
  await write('speech-2', '同意');
  await type('vote-1', '先修排水沟');
  await type('vote-abstained-1', '1');
  await type('resolution-1', '清理排水沟');
  await type('resolution-due-1', '2026-12');
  expect(all('resolution-2')).toHaveLength(1);
  (await field('resolution-due-1')).focus();
  await press('Enter', { ctrlKey: true });
  await says('notice', /党小组会已记下/);
  const people = Array.from({ length: 8 }, (_, at) => ({
    person: head(at)?.id,
    state: at === 6 ? '缺席' : at === 7 ? '免到' : '到会',
    ...(at === 6 && { reason: '生病' }),
    ...(at === 7 && { reason: '年老体弱' }),
  }));
  expect(lastEvent()).toEqual({
    kind: 'hold_meeting',
    value: {
      kind: '党小组会',
      date: '2026-11-21',
      start: '18:30',
      end: '20:00',
      place: '一组活动室',
      grid: theWorld().contents.grids[0]?.id,
      chair: head(0)?.id,
      recorder: head(1)?.id,
      agenda: ['通报上月工作', '分派走访'],
      people,
      speeches: [{ person: head(1)?.id, text: '同意' }],
      votes: [{ subject: '先修排水沟', yes: '5', abstained: '1' }],
      resolutions: [{ text: '清理排水沟', due: '2026-12' }],
      reports: [{ resolution: 'r1', progress: '已装好', done: true }],
    },
  });
});

test('Enter goes to the next field, also out of the attendance, and hands nothing in', async () => {
  await begun();
  (await field('meeting-place')).focus();
  await press('Enter');
  expect((await see('meeting-chair')).contains(document.activeElement)).toBe(true);
  (await see('attendance-list')).focus();
  await press('Enter');
  expect(document.activeElement).toBe(await field('attendance-add'));
  await press('Enter');
  expect(document.activeElement).toBe(await field('meeting-guests'));
  (await see('speech-1')).focus();
  await press('Enter');
  expect(document.activeElement).toBe(await see('speech-2'));
  expect(lastEvent()).toBeUndefined();
});

test('another kind of meeting is prepared anew: no vote where none stands, matters where they are looked at', async () => {
  const { wrapper } = await begun();
  await see('votes');
  expect(maybe('review')).toBeNull();
  const choices = wrapper.findAllComponents({ name: 'ChoiceBox' }) as unknown as VueWrapper<
    ComponentPublicInstance<{ testid: string }>
  >[];
  choices.find((one) => one.props('testid') === 'meeting-kind')?.vm.$emit('update:modelValue', '民情分析会');
  await vi.waitFor(() => expect(asked('prepare_meeting').at(-1)).toMatchObject({ kind: '民情分析会' }));
  await says('review', /诉求.*2.*交办 2 件/s);
  await gone('votes');
});

test('who saves at once after another day was typed has been asked who belonged to the group on that day', async () => {
  await begun();
  await type('meeting-date', '2026-11-14');
  await press('Enter', { ctrlKey: true });
  await vi.waitFor(() => expect(lastEvent()).toBeDefined());
  expect(asked('prepare_meeting').at(-1)).toMatchObject({ date: '2026-11-14' });
});

test('a meeting opens with its minutes; put right, only what was changed is said', async () => {
  await openAt('/meetings');
  await see('meeting-rows-row');
  all('meeting-rows-row')[0]?.click();
  await says('meeting-card', /先把路灯换了.*赞成 5.*更换主街两盏路灯/s);
  await click('meeting-edit');
  await vi.waitFor(() => expect(all('attendee')).toHaveLength(6));
  await type('meeting-place', '村部');
  await press('Enter', { ctrlKey: true });
  await vi.waitFor(() => expect(lastEvent()).toBeDefined());
  expect(lastEvent()).toEqual({ kind: 'edit_meeting', value: { meeting: 'm1', place: '村部', reports: [] } });
});

test('minutes lead to their form, and what is taken out can be taken back', async () => {
  const { router } = await openAt('/meetings');
  await see('meeting-rows-row');
  all('meeting-rows-row')[0]?.click();
  await click('meeting-print');
  await vi.waitFor(
    () => expect(router.currentRoute.value.query).toMatchObject({ form: 'meeting_minutes', subject: 'm1' }),
    LONG,
  );
  await vi.waitFor(() => expect(asked('form_view').at(-1)).toMatchObject({ subject: 'm1', month: null }), LONG);
  await router.push('/meetings');
  await see('meeting-rows-row');
  all('meeting-rows-row')[0]?.click();
  await click('meeting-drop');
  await says('notice', /可以撤销/);
  expect(lastEvent()).toEqual({ kind: 'drop_meeting', value: { meeting: 'm1' } });
  await gone('meeting-card');
});

test('what is given up leaves nothing behind, and Esc leads back to the list', async () => {
  await begun();
  await type('meeting-topic', '写错的');
  await click('meeting-cancel');
  await gone('meeting-form');
  expect(document.activeElement).toBe(await see('meeting-rows'));
  await press('+');
  expect((await field('meeting-topic')).value).toBe('');
});

test('a mistake stands at the row that was written, whatever blank rows are before it', async () => {
  await begun();
  await write('speech-3', '同意');
  const message = '发言的人不在到会的人里';
  const refused = Promise.reject(
    new HostFailure({ code: 'speaker_absent', message, field: 'speeches.1.person', hint: null }),
  );
  refused.catch(() => undefined);
  theWorld().held.set('record_event', refused);
  (await field('meeting-place')).focus();
  await press('Enter', { ctrlKey: true });
  await says('speeches', /发言的人不在到会的人里/);
});

test('a resolution is put further and done, and opens its meeting', async () => {
  const { router } = await openAt('/meetings/resolutions');
  await see('resolution-rows-row');
  expect(all('resolution-rows-row')).toHaveLength(1);
  all('resolution-rows-row')[0]?.click();
  await type('resolution-progress', '灯已到货');
  await press('Enter');
  await says('notice', /办理情况已记下/);
  expect(lastEvent()).toEqual({ kind: 'resolution_progress', value: { resolution: 'r1', progress: '灯已到货' } });
  await type('resolution-result', '亮了');
  await press('Enter');
  await says('notice', /已办结/);
  expect(lastEvent()).toEqual({
    kind: 'resolution_done',
    value: { resolution: 'r1', date: '2026-11-21', result: '亮了' },
  });
  await click('resolution-meeting');
  await vi.waitFor(() => expect(router.currentRoute.value.query).toEqual({ id: 'm1' }));
  await see('meeting-card');
});

test('an empty cell of the matrix begins a talk between both, a full one shows their talks', async () => {
  await openAt('/meetings/talks');
  await vi.waitFor(() => expect(all('talk-cell')).toHaveLength(3));
  all('talk-cell')[1]?.click();
  await says('talk-person-is', head(2)?.name ?? '');
  await type('talk-body', '近来的工作');
  await press('Enter', { ctrlKey: true });
  await says('notice', /谈话已记下/);
  expect(lastEvent()).toEqual({
    kind: 'talk',
    value: { date: '2026-11-21', talker: head(0)?.id, person: head(2)?.id, body: '近来的工作' },
  });
  all('talk-cell')[0]?.click();
  await vi.waitFor(() => expect(asked('list_talks').at(-1)).toMatchObject({ person: head(0)?.id, with: head(1)?.id }));
  await click('talk-all');
  await vi.waitFor(() => expect(asked('list_talks').at(-1)).not.toHaveProperty('person'));
});

test('another page leads to a resolution, whether it is done or not', async () => {
  await openAt('/meetings/resolutions?id=r2');
  await says('resolution-card', /补种村道树苗/);
});

test('a talk is put right with what was changed', async () => {
  await openAt('/meetings/talks');
  await see('talk-rows-row');
  all('talk-rows-row')[0]?.click();
  await says('talk-card', /改在早晚走访/);
  await click('talk-edit');
  await type('talk-action', '已调换');
  await press('Enter', { ctrlKey: true });
  await vi.waitFor(() => expect(lastEvent()).toEqual({ kind: 'edit_talk', value: { talk: 't1', action: '已调换' } }));
});
