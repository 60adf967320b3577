"""Accounts: who may do what on a server, and how they prove who they are."""
