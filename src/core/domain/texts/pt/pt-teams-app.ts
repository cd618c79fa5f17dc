import type { EN_TEAMS_APP } from '../en-teams-app.js';
import type { Translated } from '../translated.js';

export const PT_TEAMS_APP: Translated<typeof EN_TEAMS_APP> = {
  'teams.app.short': 'Responde às suas perguntas e chama uma pessoa quando você quiser.',
  'teams.app.full':
    '{bot} responde a perguntas para {tenant}: em um chat pessoal, ou onde for mencionado em um chat em grupo ou canal. Quando não consegue ajudar, ou quando você pede uma pessoa, alguém assume e vê o que foi dito.',
  'teams.app.prompt': 'Uma pergunta para {tenant}',
};
