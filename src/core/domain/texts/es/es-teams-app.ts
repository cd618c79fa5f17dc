import type { EN_TEAMS_APP } from '../en-teams-app.js';
import type { Translated } from '../translated.js';

export const ES_TEAMS_APP: Translated<typeof EN_TEAMS_APP> = {
  'teams.app.short': 'Responde a sus preguntas y avisa a una persona si la necesita.',
  'teams.app.full':
    '{bot} responde preguntas a {tenant}: en un chat personal, o donde se le mencione en un chat de grupo o un canal. Si no puede ayudar, o si usted pide una persona, alguien se hace cargo y ve lo que se ha dicho.',
  'teams.app.prompt': 'Una pregunta a {tenant}',
};
