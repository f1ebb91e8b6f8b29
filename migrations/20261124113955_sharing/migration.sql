CREATE TABLE "invitation" (
	"id" uuid PRIMARY KEY,
	"chat_id" uuid NOT NULL,
	"inviter_id" text NOT NULL,
	"inviter_name" text NOT NULL,
	"person_id" text NOT NULL,
	"person_name" text NOT NULL,
	"role" text NOT NULL,
	"place" jsonb NOT NULL,
	"state" text DEFAULT 'pending' NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "participant" (
	"chat_id" uuid,
	"person_id" text,
	"name" text NOT NULL,
	"role" text,
	"joined_at" timestamp with time zone DEFAULT now() NOT NULL,
	"left_at" timestamp with time zone,
	CONSTRAINT "participant_pkey" PRIMARY KEY("chat_id","person_id")
);
--> statement-breakpoint
ALTER TABLE "chat" ADD COLUMN "shared_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "invitation_chat" ON "invitation" ("chat_id","person_id");--> statement-breakpoint
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_chat_id_chat_id_fkey" FOREIGN KEY ("chat_id") REFERENCES "chat"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "participant" ADD CONSTRAINT "participant_chat_id_chat_id_fkey" FOREIGN KEY ("chat_id") REFERENCES "chat"("id") ON DELETE CASCADE;