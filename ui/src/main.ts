// Starts the window. What the first page shows is asked for before the page stands, so that it is painted once.
import { createApp } from 'vue';
import App from './App.vue';
import { createPages } from './router';
import { askEarly } from './state/books';
import { refreshSession } from './state/session';
import './styles';

await Promise.all([refreshSession().catch(() => undefined), askEarly()]);
const pages = createPages();
const app = createApp(App).use(pages);
await pages.isReady();
app.mount('#app');
