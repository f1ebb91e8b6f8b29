DROP INDEX "branch_title";--> statement-breakpoint
CREATE UNIQUE INDEX "branch_title" ON "branch" ("chat_id",coalesce("audience", ''),lower("title")) WHERE "state" <> 'deleted';