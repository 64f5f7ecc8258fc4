// Which page stands at which address, and that a page of the book is only reached while the book is open.
import { createRouter, createWebHashHistory, type Router } from 'vue-router';
import BooksPage from './features/books/BooksPage.vue';
import { useSession } from './state/session';

/** Pages that begin in 户与人 and lead back there. */
const PEOPLE = { page: 'people' };

export function createPages(history = createWebHashHistory()): Router {
  const { session } = useSession();
  const router = createRouter({
    history,
    routes: [
      { path: '/', name: 'books', component: BooksPage, meta: { outside: true } },
      {
        path: '/start',
        name: 'start',
        component: () => import('./features/start/StartPage.vue'),
        meta: { outside: true },
      },
      { path: '/workbench', name: 'workbench', component: () => import('./features/workbench/WorkbenchPage.vue') },
      {
        path: '/restore',
        name: 'restore',
        component: () => import('./features/backups/RestorePage.vue'),
        meta: { outside: true },
      },
      {
        path: '/people/:tab(households|persons)?',
        name: 'people',
        component: () => import('./features/people/PeoplePage.vue'),
      },
      {
        path: '/matters/:tab?',
        name: 'matters',
        component: () => import('./features/matters/MattersPage.vue'),
      },
      {
        path: '/meetings/:tab?',
        name: 'meetings',
        component: () => import('./features/meetings/MeetingsPage.vue'),
      },
      // Where service projects stood before.
      { path: '/activities/projects', redirect: '/works/projects' },
      {
        path: '/works/:tab?',
        name: 'work',
        component: () => import('./features/work/WorkPage.vue'),
      },
      {
        path: '/activities/:tab?',
        name: 'activities',
        component: () => import('./features/activities/ActivitiesPage.vue'),
      },
      {
        path: '/ground/:tab?',
        name: 'ground',
        meta: PEOPLE,
        component: () => import('./features/activities/ActivitiesPage.vue'),
      },
      {
        path: '/closing',
        name: 'closing',
        meta: { page: 'ledger' },
        component: () => import('./features/closing/ClosingPage.vue'),
      },
      {
        path: '/year',
        name: 'year',
        meta: { page: 'ledger' },
        component: () => import('./features/year/YearPage.vue'),
      },
      {
        path: '/commitments/:tab?',
        name: 'commitments',
        component: () => import('./features/commitments/CommitmentsPage.vue'),
      },
      { path: '/visits', name: 'visits', component: () => import('./features/visits/VisitsPage.vue') },
      {
        path: '/event/:kind?',
        name: 'event',
        meta: PEOPLE,
        component: () => import('./features/events/EventPage.vue'),
      },
      {
        path: '/bulk/:of(households|persons)',
        name: 'bulk',
        meta: PEOPLE,
        component: () => import('./features/people/BulkPage.vue'),
      },
      {
        path: '/new-household',
        name: 'new-household',
        meta: PEOPLE,
        component: () => import('./features/events/NewHousehold.vue'),
      },
      {
        path: '/erase/:person',
        name: 'erase',
        meta: PEOPLE,
        component: () => import('./features/settings/ErasePage.vue'),
      },
      { path: '/intake', name: 'intake', component: () => import('./features/intake/IntakePage.vue') },
      { path: '/doubts', name: 'doubts', component: () => import('./features/doubts/DoubtsPage.vue') },
      { path: '/ledger', name: 'ledger', component: () => import('./features/ledger/LedgerPage.vue') },
      {
        path: '/forms',
        name: 'forms',
        meta: { page: 'ledger' },
        component: () => import('./features/ledger/GalleryPage.vue'),
      },
      { path: '/history', name: 'history', component: () => import('./features/history/HistoryPage.vue') },
      {
        path: '/settings/:section?',
        name: 'settings',
        component: () => import('./features/settings/SettingsPage.vue'),
      },
      { path: '/:rest(.*)*', redirect: '/' },
    ],
  });
  router.beforeEach((to) => {
    if (session.value === null) return to.meta.outside ? true : { name: 'books' };
    // A window that is loaded again while the program holds an open book goes on with it.
    return to.name === 'books' ? { name: 'workbench' } : true;
  });
  return router;
}
