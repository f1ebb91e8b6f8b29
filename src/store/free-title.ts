/**
 * SQL: the first of `title`, `title (2)`, `title (3)` … that no other branch of the chat for the same readers has; where
 * twenty are taken, one with a part of the new branch's id. Two at the same moment may get the same: the index lets one
 * through. Give columns with their table: a bare name would mean the other branch's.
 * One name is looked up at a time (`offset 0`): the planner would rather read all names of the chat and compare.
 */
export function freeTitle(chat: string, audience: string, title: string, id: string): string {
  return `(
  with recursive free(n, name) as (
    select 1, ${title}::text
    union all
    select n + 1, left(${title}, 68) || ' (' || case when n < 20 then (n + 1)::text else left(${id}::text, 8) end || ')'
    from free where n <= 20 and exists (
      select 1 from branch x where x.chat_id = ${chat} and x.state <> 'deleted'
        and coalesce(x.audience, '') = coalesce(${audience}, '') and lower(x.title) = lower(free.name)
      offset 0
    )
  )
  select name from free order by n desc limit 1
)`;
}
