"""The only place that builds things from the config: one `App` a process, and the passes over it.

Command line, schedule and web call what stands here; no pass knows who called it. Nothing is imported here, so that a
poll, which does without most of it, starts at once.
"""
