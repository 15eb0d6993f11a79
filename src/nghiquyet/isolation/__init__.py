"""Processes that may die: what a document can take down runs in a child, which becomes an answer whatever it dies of.

worker.Worker         one child, asked one thing at a time, under a limit of time and of address space
worker.kept_worker    the one of the calling thread, for those who come back
child                 the other side
launch                how a child is started
"""
