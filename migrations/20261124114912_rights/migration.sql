ALTER TABLE "chat" ADD COLUMN "revision" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "invitation" ADD COLUMN "answered_by" uuid;--> statement-breakpoint
CREATE UNIQUE INDEX "participant_owner" ON "participant" ("chat_id") WHERE "role" = 'owner';