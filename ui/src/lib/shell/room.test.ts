import { expect, it } from 'vitest';
import { roomOf } from './room';

it.each([
  [1366, 768, ''],
  [1920, 1080, 'wide'],
  [683, 384, 'narrow single short low'], // 1366 × 768 at 200 %
  [910, 512, 'narrow short low'],
])('%i × %i is « %s »', (width, height, room) => expect(roomOf(width, height)).toBe(room));
