# syntax=docker/dockerfile:1

# slim rather than alpine: glibc is what the tests run on, and Node calls its musl builds experimental
FROM node:24.21.0-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
# no package needs its install script here: the only one, `node`, would fetch what this image is;
# source maps and type declarations are half of the rest, and nothing reads them
RUN npm ci --omit=dev --ignore-scripts \
  && find node_modules -type f -regex '.*\.\(map\|d\.[cm]?ts\)' -delete

FROM node:24.21.0-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
WORKDIR /app
COPY --from=dependencies /app/node_modules ./node_modules
COPY package.json ./
COPY migrations ./migrations
COPY src ./src
RUN mkdir /data && chown 1000:1000 /data
# the image's user `node`, by number so that Kubernetes can tell it is not root
USER 1000:1000
# the only place that is written to, and only by the embedded database
VOLUME /data
EXPOSE 3000
# lets answers end, at most 20 seconds: give it 30
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "src/main.ts"]
