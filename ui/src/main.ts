// Starts the window.
import { createApp } from 'vue';
import App from './App.vue';
import { createPages } from './router';
import './styles';

createApp(App).use(createPages()).mount('#app');
