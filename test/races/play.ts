import { after, test } from 'node:test';
import { happenings } from './events.ts';
import { casesOf, raceAll } from './race.ts';
import { sampleOf } from './sample.ts';
import { scenes, type SceneTitle } from './scenes.ts';
import { startTheatre } from './stage.ts';

/** Runs these scenes with everything that may happen between two requests of them. */
export async function play(...titles: readonly SceneTitle[]): Promise<void> {
  const theatre = await startTheatre();
  after(() => theatre[Symbol.asyncDispose]());
  for (const title of titles) {
    test(title, async (t) => {
      const cases = await casesOf(theatre, scenes[title], happenings);
      await raceAll(t, theatre, scenes[title], sampleOf(title, cases));
    });
  }
}
