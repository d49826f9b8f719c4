/** The small readers of single settings: sizes, days, thresholds. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calendarDay, isCalendarDay, isExpired } from '../../src/config/calendar-day.ts';
import { DEFAULT_FAIL_ON, parseFailOn, reaches } from '../../src/config/fail-on.ts';
import { parseSize } from '../../src/config/size.ts';

describe('sizes', () => {
  test.each([
    ['1', 1],
    ['4096', 4096],
    [4096, 4096],
    ['10 MB', 10_000_000],
    ['10MB', 10_000_000],
    ['512 KiB', 524_288],
    ['1.5 GiB', 1_610_612_736],
    ['2kb', 2000],
    ['7 b', 7],
  ])('%j is %i bytes', (text, bytes) => {
    expect(parseSize(text)).toBe(bytes);
  });

  test.each(['', 'big', '10 XB', '-1', '0', '0.1', '1e9', '10  MB', '1,5 MB', '99999999999 GB', 'MB', '10 constructor', Number.NaN, Infinity])('%j is no size', (text) => {
    expect(parseSize(text)).toBeNull();
  });
});

describe('days', () => {
  test('the days of the calendar, and no others', () => {
    expect(['2026-12-31', '2024-02-29', '2026-02-29', '2026-13-01', '2026-1-1', '31.12.2026', 'soon', '2026-12-31T00:00:00Z'].map(isCalendarDay)).toEqual([true, true, false, false, false, false, false, false]);
  });

  test('the last day is included, in UTC', () => {
    expect(isExpired('2026-03-01', new Date('2026-03-01T23:59:59Z'))).toBe(false);
    expect(isExpired('2026-03-01', new Date('2026-03-02T00:00:00Z'))).toBe(true);
    expect(isExpired(null, new Date('9999-01-01T00:00:00Z'))).toBe(false);
  });

  test('every day of a date is a calendar day', () => {
    fc.assert(fc.property(fc.date({ min: new Date('1970-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }), (date) => isCalendarDay(calendarDay(date))));
  });
});

describe('fail-on', () => {
  test.each([
    ['high', { severity: 'high', confidence: 'medium' }],
    ['high/low', { severity: 'high', confidence: 'low' }],
    ['any', { severity: 'info', confidence: 'low' }],
    ['never', 'never'],
    ['', null],
    ['sure', null],
    ['high/', null],
    ['high/sure', null],
    ['high/low/x', null],
    ['HIGH', null],
  ])('%j', (text, expected) => {
    expect(parseFailOn(text)).toEqual(expected);
  });

  test('a finding must be severe enough and sure enough', () => {
    const asked = { severity: 'high', confidence: 'medium' } as const;
    expect(reaches(asked, 'critical', 'high')).toBe(true);
    expect(reaches(asked, 'high', 'medium')).toBe(true);
    expect(reaches(asked, 'medium', 'high')).toBe(false);
    expect(reaches(asked, 'critical', 'low')).toBe(false);
    expect(reaches('never', 'critical', 'high')).toBe(false);
  });

  test('by default, notes and guesses do not fail a scan', () => {
    expect(reaches(DEFAULT_FAIL_ON, 'low', 'medium')).toBe(true);
    expect(reaches(DEFAULT_FAIL_ON, 'info', 'high')).toBe(false);
    expect(reaches(DEFAULT_FAIL_ON, 'critical', 'low')).toBe(false);
  });
});
