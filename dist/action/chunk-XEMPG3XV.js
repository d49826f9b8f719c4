import { createRequire as keysieveRequire } from 'node:module';
const require = keysieveRequire(import.meta.url);
function isCalendarDay(text){if(!/^\d{4}-\d{2}-\d{2}$/.test(text))return!1;let date=new Date(`${text}T00:00:00Z`);return!Number.isNaN(date.getTime())&&calendarDay(date)===text}function calendarDay(date){return date.toISOString().slice(0,10)}function isExpired(until,now){return until!==null&&calendarDay(now)>until}export{isCalendarDay,isExpired};
