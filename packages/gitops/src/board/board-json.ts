import { stepJson } from '@bitvault/promotion';
import type { Board, BoardCell } from './board.ts';

/** The board for programs; times are RFC 3339 in UTC, durations seconds. `version` changes with the shape. */
export function boardJson(board: Board): object {
  const { base, branch, environments, rows, steps, otherReports, promoted, figures, since } = board;
  return {
    version: 1,
    branch,
    commit: base,
    environments: environments.map(({ name, from, merge, freeze }) => ({
      name,
      from,
      merge,
      frozen: freeze && { until: freeze.until, reason: freeze.reason },
    })),
    services: rows.map(({ service, cells }) => ({
      name: service,
      environments: Object.fromEntries([...cells].map(([name, cell]) => [name, cellJson(cell)])),
    })),
    next: steps.map(stepJson),
    reports: otherReports.map(({ context, state, createdAt, commit }) => ({
      context,
      state: state.toLowerCase(),
      at: createdAt,
      commit,
    })),
    since,
    promotions: promoted,
    figures: figures.map(({ passage, restoration, ...figure }) => ({
      ...figure,
      passageSeconds: seconds(passage),
      restorationSeconds: seconds(restoration),
    })),
  };
}

const seconds = (milliseconds: number | null) => (milliseconds === null ? null : Math.round(milliseconds / 1000));

function cellJson(cell: BoardCell): object {
  switch (cell.kind) {
    case 'absent':
    case 'unreadable':
      return cell;
    case 'empty':
    case 'deployed':
      return { ...cell, hold: cell.hold && { by: cell.hold.by, since: cell.hold.since, reason: cell.hold.reason } };
  }
}
