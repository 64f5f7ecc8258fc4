// All visible Chinese of the window. What the program says in answers and errors comes from its own text.
export { activities } from './activities';
export { backups } from './backups';
export { books, recovery } from './books';
export { bulk } from './bulk';
export { common } from './common';
export { doubts } from './doubts';
export { events } from './events';
export { frame } from './frame';
export { history } from './history';
export { intake } from './intake';
export { ledger } from './ledger';
export { people } from './people';
export { purpose } from './purpose';
export { saving } from './saving';
export { settings } from './settings';
export { start } from './start';
export { visitKinds, visits } from './visits';
export { workbench } from './workbench';
