CREATE TABLE "branch" (
	"id" uuid PRIMARY KEY,
	"chat_id" uuid NOT NULL,
	"parent_id" uuid,
	"thread" text NOT NULL,
	"title" text NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"fork_seg" uuid,
	"fork_seq" bigint,
	"fork_pos" bigint DEFAULT 0 NOT NULL,
	"head_seg" uuid NOT NULL CONSTRAINT "branch_head" UNIQUE,
	"head_seq" bigint DEFAULT 0 NOT NULL,
	"head_pos" bigint DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "chat" (
	"id" uuid PRIMARY KEY,
	"workspace_id" text NOT NULL,
	"channel" text NOT NULL,
	"kind" text NOT NULL,
	"settings" jsonb DEFAULT '{}' NOT NULL,
	"current_branch" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "chat_place" UNIQUE("workspace_id","channel")
);
--> statement-breakpoint
CREATE TABLE "heard" (
	"platform" text PRIMARY KEY,
	"until" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "job" (
	"id" uuid PRIMARY KEY,
	"key" text CONSTRAINT "job_key" UNIQUE,
	"workspace_id" text NOT NULL,
	"chat_id" uuid NOT NULL,
	"lane" uuid NOT NULL,
	"seq" bigserial,
	"kind" text NOT NULL,
	"input" jsonb NOT NULL,
	"message_id" uuid,
	"state" text NOT NULL,
	"outcome" text,
	"attempt" integer DEFAULT 0 NOT NULL,
	"owner" uuid,
	"lease_until" timestamp with time zone,
	"announced" boolean DEFAULT false NOT NULL,
	"checkpoint" jsonb,
	"cancel_requested_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "message" (
	"id" uuid PRIMARY KEY,
	"chat_id" uuid NOT NULL,
	"seg_id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"role" text NOT NULL,
	"author_id" text NOT NULL,
	"author_name" text NOT NULL,
	"text" text NOT NULL,
	"files" jsonb,
	"tokens" integer NOT NULL,
	"note" text,
	"job_id" uuid,
	"superseded_by" uuid,
	"edited_at" timestamp with time zone,
	"deleted_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "message_place" UNIQUE("seg_id","seq")
);
--> statement-breakpoint
CREATE TABLE "platform_message" (
	"workspace_id" text,
	"channel" text,
	"platform_id" text,
	"message_id" uuid,
	"job_id" uuid,
	"part" integer DEFAULT 0 NOT NULL,
	"parked_text" text,
	"parked_at" timestamp with time zone,
	"deleted" boolean DEFAULT false NOT NULL,
	CONSTRAINT "platform_message_pkey" PRIMARY KEY("workspace_id","channel","platform_id")
);
--> statement-breakpoint
CREATE TABLE "segment" (
	"id" uuid PRIMARY KEY,
	"chat_id" uuid NOT NULL,
	"prev_id" uuid,
	"prev_hi" bigint,
	"src_id" uuid NOT NULL,
	"lo" bigint DEFAULT 1 NOT NULL,
	"hi" bigint,
	"base_pos" bigint NOT NULL,
	CONSTRAINT "segment_prev" CHECK (("prev_id" is null) = ("prev_hi" is null)),
	CONSTRAINT "segment_own" CHECK (("src_id" = "id") = ("hi" is null)),
	CONSTRAINT "segment_own_starts_at_one" CHECK ("src_id" <> "id" or "lo" = 1),
	CONSTRAINT "segment_range" CHECK ("hi" >= "lo")
);
--> statement-breakpoint
CREATE TABLE "summary" (
	"seg_id" uuid,
	"seq" bigint,
	"text" text NOT NULL,
	"tokens" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "summary_pkey" PRIMARY KEY("seg_id","seq")
);
--> statement-breakpoint
CREATE TABLE "usage" (
	"id" uuid PRIMARY KEY,
	"workspace_id" text NOT NULL,
	"chat_id" uuid NOT NULL,
	"job_id" uuid NOT NULL,
	"person_id" text NOT NULL,
	"model" text NOT NULL,
	"input_tokens" integer NOT NULL,
	"output_tokens" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "branch_thread" ON "branch" ("chat_id","thread");--> statement-breakpoint
CREATE INDEX "branch_parent" ON "branch" ("parent_id");--> statement-breakpoint
CREATE UNIQUE INDEX "job_running" ON "job" ("lane") WHERE "state" = 'running';--> statement-breakpoint
CREATE INDEX "job_queued" ON "job" ("lane","seq") WHERE "state" = 'queued';--> statement-breakpoint
CREATE INDEX "job_lease" ON "job" ("lease_until") WHERE "state" = 'running';--> statement-breakpoint
CREATE INDEX "job_message" ON "job" ("message_id");--> statement-breakpoint
CREATE INDEX "message_job" ON "message" ("job_id") WHERE "job_id" is not null;--> statement-breakpoint
CREATE INDEX "platform_message_message" ON "platform_message" ("message_id");--> statement-breakpoint
CREATE INDEX "platform_message_part" ON "platform_message" ("job_id","part") WHERE "job_id" is not null;--> statement-breakpoint
CREATE INDEX "segment_chat" ON "segment" ("chat_id");--> statement-breakpoint
CREATE INDEX "usage_chat" ON "usage" ("workspace_id","chat_id","created_at");--> statement-breakpoint
ALTER TABLE "branch" ADD CONSTRAINT "branch_chat_id_chat_id_fkey" FOREIGN KEY ("chat_id") REFERENCES "chat"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "job" ADD CONSTRAINT "job_chat_id_chat_id_fkey" FOREIGN KEY ("chat_id") REFERENCES "chat"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "message" ADD CONSTRAINT "message_seg_id_segment_id_fkey" FOREIGN KEY ("seg_id") REFERENCES "segment"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "segment" ADD CONSTRAINT "segment_chat_id_chat_id_fkey" FOREIGN KEY ("chat_id") REFERENCES "chat"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "segment" ADD CONSTRAINT "segment_prev_id_segment_id_fkey" FOREIGN KEY ("prev_id") REFERENCES "segment"("id");--> statement-breakpoint
ALTER TABLE "summary" ADD CONSTRAINT "summary_seg_id_segment_id_fkey" FOREIGN KEY ("seg_id") REFERENCES "segment"("id") ON DELETE CASCADE;