"""A report in every form that people and programs read: one module for each, all from the same report."""

from leerweg.validation.reports.forms import FORMS, Form, form_of, write_reports
from leerweg.validation.reports.page import render_body, render_page
from leerweg.validation.reports.text import render_text

__all__ = ["FORMS", "Form", "form_of", "render_body", "render_page", "render_text", "write_reports"]
