CREATE TABLE "branch_move" (
	"id" uuid PRIMARY KEY,
	"chat_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"target" uuid NOT NULL,
	"source" uuid NOT NULL,
	"src_seg" uuid NOT NULL,
	"src_seq" bigint NOT NULL,
	"old_seg" uuid NOT NULL,
	"old_seq" bigint NOT NULL,
	"old_pos" bigint NOT NULL,
	"old_fork_seg" uuid,
	"old_fork_seq" bigint,
	"old_fork_pos" bigint NOT NULL,
	"new_seg" uuid NOT NULL,
	"new_seq" bigint NOT NULL,
	"added" bigint NOT NULL,
	"kept" uuid,
	"undoes" uuid CONSTRAINT "branch_move_undoes" UNIQUE,
	"by_id" text NOT NULL,
	"by_name" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "branch" ADD COLUMN "author_id" text;--> statement-breakpoint
ALTER TABLE "branch" ADD COLUMN "author_name" text;--> statement-breakpoint
ALTER TABLE "branch" ALTER COLUMN "thread" DROP NOT NULL;--> statement-breakpoint
-- written by hand: names had not to be unique before, so all but the first of a name get a part of their id
UPDATE "branch" SET "title" = "title" || ' (' || left("branch"."id"::text, 8) || ')'
FROM (
	SELECT "id", row_number() OVER (PARTITION BY "chat_id", lower("title") ORDER BY "thread" <> '', "created_at", "id") AS "nth"
	FROM "branch"
) "same"
WHERE "same"."id" = "branch"."id" AND "same"."nth" > 1;--> statement-breakpoint
CREATE UNIQUE INDEX "branch_title" ON "branch" ("chat_id",lower("title")) WHERE "state" <> 'deleted';--> statement-breakpoint
CREATE INDEX "branch_move_chat" ON "branch_move" ("chat_id");--> statement-breakpoint
CREATE INDEX "branch_move_target" ON "branch_move" ("target","at");--> statement-breakpoint
CREATE INDEX "branch_move_source" ON "branch_move" ("source");--> statement-breakpoint
ALTER TABLE "branch_move" ADD CONSTRAINT "branch_move_chat_id_chat_id_fkey" FOREIGN KEY ("chat_id") REFERENCES "chat"("id") ON DELETE CASCADE;