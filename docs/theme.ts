export interface Theme {
  name: 'light' | 'dark';
  ground: string;
  text: string;
  /** By the SGR parameter that `paint` begins with (ECMA-48, 8.3.117). */
  colours: Readonly<Record<'31' | '32' | '33', string>>;
}

/** Contrast of 4.5 to 1 at the least (WCAG 2.2, 1.4.3). */
export const themes: readonly Theme[] = [
  {
    name: 'light',
    ground: '#ffffff',
    text: '#1f2328',
    colours: { 31: '#b42318', 32: '#1a7f37', 33: '#855200' },
  },
  {
    name: 'dark',
    ground: '#0d1117',
    text: '#e6edf3',
    colours: { 31: '#ff7b72', 32: '#56d364', 33: '#e3b341' },
  },
];

/** Of a monospaced font, whose letters are 0.6 of its size wide. */
export const monospaced =
  "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace";
