// Only in a driven window: what the console would show, kept for the journey that asks for it.
(() => {
  const said = [];
  Object.defineProperty(window, '__said', { value: said });
  const words = (values) => values.map((value) => (value instanceof Error ? value.stack || value.message : String(value))).join(' ');
  for (const level of ['error', 'warn']) {
    const before = console[level].bind(console);
    console[level] = (...values) => {
      said.push(`${level}: ${words(values)}`);
      before(...values);
    };
  }
  addEventListener('error', (event) => said.push(`uncaught: ${event.message || event.target?.src || event.target?.href || ''} ${event.error?.stack ?? ''}`), true);
  addEventListener('unhandledrejection', (event) => said.push(`unhandled: ${words([event.reason])}`));
  addEventListener('securitypolicyviolation', (event) => said.push(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
})();
